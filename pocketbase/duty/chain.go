package duty

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// Event is a row of the log.
type Event struct {
	Seq        int64
	Command    string
	Ordinal    int64
	Actor      string
	At         int64
	ReceivedAt int64
	Kind       string
	Subject    string
	Data       string
	Prev       string
	Hash       string
}

// Head is the end of the log: what the next event is chained to. An anchor kept elsewhere (the handover sheet, the
// heartbeat) shows that the tail was not cut nor the whole rewritten.
type Head struct {
	Seq  int64
	Hash string
}

// chain sets the event's place behind head and its hash, and returns the new head. The hashed bytes are the columns as
// stored, one a line, the data last (no other column can hold a line feed).
func (e *Event) chain(head Head) Head {
	e.Seq, e.Prev = head.Seq+1, head.Hash
	e.Hash = e.digest()
	return Head{e.Seq, e.Hash}
}

func (e *Event) digest() string {
	b := make([]byte, 0, 256+len(e.Data))
	line := func(s string) { b = append(append(b, s...), '\n') }
	number := func(n int64) { b = append(strconv.AppendInt(b, n, 10), '\n') }
	line(e.Prev)
	number(e.Seq)
	line(e.Command)
	number(e.Ordinal)
	line(e.Actor)
	number(e.At)
	number(e.ReceivedAt)
	line(e.Kind)
	line(e.Subject)
	b = append(b, e.Data...)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
