#!/usr/bin/env node
// noise-handshake, an implementation of Noise in JavaScript, as a peer. This file implements the contract of
// conformance/README.md; session.js adds to the library what ASMTP needs.
import net from 'node:net';
import readline from 'node:readline';
import {parseArgs} from 'node:util';
import {openSession} from './session.js';

const UNSUPPORTED = 89;
const CAPABILITIES = {
  name: 'noise-handshake',
  version: '4.2.0',
  roles: ['responder', 'initiator'],
  suites: ['ed25519', '25519'],
  framings: ['u32', 'u16'],
  persistent: true,
  messages: false,
};

const text = (value) => ({type: 'string', default: value});
const {values: words} = parseArgs({options: {
  caps: {type: 'boolean'},
  persistent: {type: 'boolean'},
  role: text(''),
  addr: text(''),
  secret: text(''),
  peer: text(''),
  suite: text('ed25519'),
  framing: text('u32'),
  mode: text('echo'),
}});

const known = CAPABILITIES.roles.includes(words.role) && CAPABILITIES.suites.includes(words.suite) &&
  CAPABILITIES.framings.includes(words.framing) && ['echo', 'talk'].includes(words.mode);
const bytesOf = (hex) => Buffer.from(hex, 'hex');
const options = {...words, secret: bytesOf(words.secret), peer: bytesOf(words.peer)};

if (words.caps) console.log(JSON.stringify(CAPABILITIES));
else if (!known) process.exitCode = UNSUPPORTED;
else if (words.role === 'responder') listen();
else if (words.persistent) connectForEveryLine();
else process.exitCode = await connect(words.addr, options);

function listen() {
  // Half-open, because the other side may end its direction before the last echo.
  const server = net.createServer({allowHalfOpen: true, noDelay: true}, (socket) => serve(socket, options, echo));
  server.listen(endpointOf(words.addr), () => {
    const {address, port, family} = server.address();
    console.log(`LISTEN ${family === 'IPv6' ? `[${address}]` : address}:${port}`);
  });
  process.stdin.resume().on('end', () => process.exit()); // the runner has exited
}

// Connects for each line of stdin: CONNECT host:port PUBLIC-KEY
async function connectForEveryLine() {
  for await (const line of readline.createInterface({input: process.stdin})) {
    const [, address, peer] = line.split(' ');
    connect(address, {...options, peer: bytesOf(peer)});
  }
  process.exit();
}

function connect(address, options) {
  const socket = net.connect({...endpointOf(address), allowHalfOpen: true, noDelay: true});
  return serve(socket, options, options.mode === 'talk' ? talk : echo);
}

function endpointOf(address) {
  const [, host, port] = address.match(/^\[?(.*?)\]?:(\d+)$/);
  return {host, port: Number(port)};
}

// Serves one connection from its handshake to its end. Returns an exit status.
async function serve(socket, options, speak) {
  socket.on('error', () => {}); // pending reads and writes fail instead
  try {
    await speak(await openSession(socket, options));
    return 0;
  } catch (error) {
    console.error(`closed: ${error.message}`);
    return 1;
  } finally {
    socket.destroySoon(); // after sending all written data
  }
}

// Sends back every plaintext, because a Noise library does not know messages.
async function echo(session) {
  for (let plaintext; (plaintext = await session.receive()) !== null;) await session.send(plaintext);
}

// Sends the plaintext of each line of stdin, in hexadecimal, and prints the answer.
async function talk(session) {
  for await (const line of readline.createInterface({input: process.stdin})) {
    await session.send(bytesOf(line));
    const answer = await session.receive();
    if (answer === null) throw new Error('the responder has closed');
    console.log(answer.toString('hex'));
  }
}
