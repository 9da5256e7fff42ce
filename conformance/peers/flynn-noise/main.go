// flynn/noise, an implementation of Noise in Go, as a peer. This file implements the contract of
// conformance/README.md; noise.go adds to the library what ASMTP needs.
package main

import (
	"bufio"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
)

const (
	unsupported  = 89
	capabilities = `{"name": "flynn/noise", "version": "1.1.0", "suites": ["ed25519", "25519"], "framings": ["u32", "u16"], "messages": false}`
)

var headerSizes = map[string]int{"u32": 4, "u16": 2}

// Options are the values of the command line.
type Options struct {
	role, address, suite, framing, mode string
	secret, peer                        []byte
}

func main() {
	for _, word := range os.Args {
		if word == "--caps" {
			fmt.Println(capabilities)
			return
		}
	}
	o := Options{}
	var secret, peer string
	flag.StringVar(&o.role, "role", "", "responder or initiator")
	flag.StringVar(&o.address, "addr", "", "host:port")
	flag.StringVar(&o.suite, "suite", "ed25519", "ed25519 or 25519")
	flag.StringVar(&o.framing, "framing", "u32", "u32 or u16")
	flag.StringVar(&o.mode, "mode", "echo", "echo or talk")
	flag.StringVar(&secret, "secret", "", "own static secret, in hexadecimal")
	flag.StringVar(&peer, "peer", "", "public key to expect")
	flag.Parse()
	known := (o.role == "responder" || o.role == "initiator") && (o.suite == "ed25519" || o.suite == "25519") &&
		headerSizes[o.framing] != 0 && (o.mode == "echo" || o.mode == "talk")
	if !known {
		os.Exit(unsupported)
	}
	o.secret, _ = hex.DecodeString(secret)
	o.peer, _ = hex.DecodeString(peer)
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "closed:", err)
		os.Exit(1)
	}
}

func run(o Options) error {
	if o.role == "responder" {
		return listen(o)
	}
	stream, err := net.Dial("tcp", o.address)
	if err != nil {
		return err
	}
	defer stream.Close()
	if o.mode == "talk" {
		return talk(stream, o)
	}
	return echo(stream, o)
}

func listen(o Options) error {
	listener, err := net.Listen("tcp", o.address)
	if err != nil {
		return err
	}
	fmt.Println("LISTEN", listener.Addr())
	go func() { // exit when stdin ends: the runner has exited
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for {
		stream, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer stream.Close()
			if err := echo(stream, o); err != nil {
				fmt.Fprintln(os.Stderr, "closed:", err)
			}
		}()
	}
}

// echo sends back every plaintext, because a Noise library does not know messages.
func echo(stream net.Conn, o Options) error {
	c, err := Open(stream, o)
	if err != nil {
		return err
	}
	for {
		plaintext, err := c.Receive()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := c.Send(plaintext); err != nil {
			return err
		}
	}
}

// talk sends the plaintext of each line of stdin, in hexadecimal, and prints the answer.
func talk(stream net.Conn, o Options) error {
	c, err := Open(stream, o)
	if err != nil {
		return err
	}
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		plaintext, err := hex.DecodeString(strings.TrimSpace(line))
		if err != nil {
			return err
		}
		if err := c.Send(plaintext); err != nil {
			return err
		}
		answer, err := c.Receive()
		if err != nil {
			return err
		}
		fmt.Println(hex.EncodeToString(answer))
	}
}
