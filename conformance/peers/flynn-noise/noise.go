package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha512"
	"errors"
	"io"
	"math/big"
	"net"

	"github.com/flynn/noise"
	"golang.org/x/crypto/curve25519"
)

// Connection is one session. It adds the version byte, frames, and the rekey after each message to
// flynn/noise.
type Connection struct {
	stream       net.Conn
	headerSize   int
	sends, opens *noise.CipherState
}

const (
	version   = 1
	tagSize   = 16
	lengthMax = 1 << 24
)

var errFailure = errors.New("invalid handshake or frame")

// Open performs the handshake. It fails if the other side is not `peer`.
func Open(stream net.Conn, o Options) (*Connection, error) {
	var dh noise.DHFunc = noise.DH25519
	if o.suite == "ed25519" {
		dh = dhEd25519{}
	}
	static, err := dh.GenerateKeypair(bytes.NewReader(o.secret))
	if err != nil {
		return nil, err
	}
	config := noise.Config{
		CipherSuite:   noise.NewCipherSuite(dh, noise.CipherChaChaPoly, noise.HashBLAKE2b),
		Pattern:       noise.HandshakeIK,
		Initiator:     o.role == "initiator",
		StaticKeypair: static,
	}
	if config.Initiator {
		config.PeerStatic = o.peer
	}
	state, err := noise.NewHandshakeState(config)
	if err != nil {
		return nil, err
	}
	c := &Connection{stream: stream, headerSize: headerSizes[o.framing]}
	if config.Initiator {
		return c, c.initiate(state)
	}
	return c, c.respond(state, o.peer)
}

func (c *Connection) initiate(state *noise.HandshakeState) error {
	initialize, _, _, err := state.WriteMessage([]byte{version}, nil)
	if err != nil {
		return err
	}
	if _, err := c.stream.Write(initialize); err != nil {
		return err
	}
	response, err := c.readHandshake(49)
	if err != nil {
		return err
	}
	_, c.sends, c.opens, err = state.ReadMessage(nil, response)
	return err
}

func (c *Connection) respond(state *noise.HandshakeState, peer []byte) error {
	initialize, err := c.readHandshake(97)
	if err != nil {
		return err
	}
	if _, _, _, err = state.ReadMessage(nil, initialize); err != nil {
		return err
	}
	if !bytes.Equal(state.PeerStatic(), peer) { // HS-21
		return errFailure
	}
	var response []byte
	response, c.opens, c.sends, err = state.WriteMessage([]byte{version}, nil)
	if err != nil {
		return err
	}
	_, err = c.stream.Write(response)
	return err
}

func (c *Connection) readHandshake(size int) ([]byte, error) {
	frame := make([]byte, size)
	if _, err := io.ReadFull(c.stream, frame); err != nil {
		return nil, err
	}
	if frame[0] != version { // HS-8, HS-9
		return nil, errFailure
	}
	return frame[1:], nil
}

// Send seals one plaintext and replaces the key (TR-3).
func (c *Connection) Send(plaintext []byte) error {
	length := len(plaintext) + tagSize
	if c.headerSize == 2 && length > 65_533 {
		return errFailure // FR-8
	}
	header := []byte{byte(length >> 24), byte(length >> 16), byte(length >> 8), byte(length)}
	frame, err := c.sends.Encrypt(header[4-c.headerSize:], nil, plaintext)
	if err != nil {
		return err
	}
	c.sends.Rekey()
	_, err = c.stream.Write(frame)
	return err
}

// Receive returns the next plaintext and replaces the key (TR-4). It returns io.EOF if the stream ends
// between two frames.
func (c *Connection) Receive() ([]byte, error) {
	header := make([]byte, c.headerSize)
	if _, err := io.ReadFull(c.stream, header); err != nil {
		return nil, err
	}
	length := 0
	for _, b := range header {
		length = length<<8 | int(b)
	}
	if length < tagSize || length > lengthMax || c.headerSize == 2 && length > 65_533 {
		return nil, errFailure // FR-12, FR-13
	}
	// Grows with the received bytes, not with the announced length (RES-4).
	var ciphertext bytes.Buffer
	if _, err := io.CopyN(&ciphertext, c.stream, int64(length)); err != nil {
		return nil, errFailure // FR-19
	}
	plaintext, err := c.opens.Decrypt(nil, nil, ciphertext.Bytes())
	if err != nil {
		return nil, err
	}
	c.opens.Rekey()
	return plaintext, nil
}

// dhEd25519 is the DH of section 3.3: X25519 with converted Ed25519 keys.
type dhEd25519 struct{}

func (dhEd25519) GenerateKeypair(random io.Reader) (noise.DHKey, error) {
	if random == nil {
		random = rand.Reader
	}
	seed := make([]byte, 32)
	if _, err := io.ReadFull(random, seed); err != nil {
		return noise.DHKey{}, err
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	return noise.DHKey{Private: seed, Public: public}, nil
}

func (dhEd25519) DH(seed, public []byte) ([]byte, error) {
	digest := sha512.Sum512(seed)
	return curve25519.X25519(digest[:32], montgomery(public)) // fails on an all-zero result (CRY-14)
}

func (dhEd25519) DHLen() int     { return 32 }
func (dhEd25519) DHName() string { return "ed25519" }

// montgomery returns u = (1 + y) / (1 - y) mod p, or 0 if y is 1 (CRY-9 to CRY-12).
func montgomery(public []byte) []byte {
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 255), big.NewInt(19))
	y := new(big.Int).SetBytes(reversed(public))
	y.SetBit(y, 255, 0).Mod(y, p)
	one := big.NewInt(1)
	inverse := new(big.Int).Sub(one, y)
	inverse.Exp(inverse.Mod(inverse, p), new(big.Int).Sub(p, big.NewInt(2)), p)
	u := y.Add(y, one)
	u.Mul(u, inverse).Mod(u, p)
	return reversed(u.FillBytes(make([]byte, 32)))
}

func reversed(in []byte) []byte {
	out := make([]byte, len(in))
	for i, b := range in {
		out[len(in)-1-i] = b
	}
	return out
}
