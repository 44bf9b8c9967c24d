// Package duty is the duty loop: it takes commands, lets the domain decide, stores what was decided and tells whom it
// concerns. It knows no rule of the office: those are in the bundle it runs (src/domain).
package duty

import (
	"bytes"
	"encoding/json"
)

// Command is what a person asks for. ID is its idempotency key. Actor "" is the server itself.
type Command struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Args    json.RawMessage `json:"args"`
	At      int64           `json:"at"`
	Device  string          `json:"device"`
	After   []string        `json:"after"`
	RetryOf string          `json:"retryOf"`
	Actor   string          `json:"-"`

	// Prepared is what a worker routed, as JSON; "" where nobody has been asked.
	Prepared string `json:"-"`
	// Now replaces the loop's clock where a demo office tells of a night already begun; 0 elsewhere.
	Now int64 `json:"-"`
	// timer: the command is a deadline that has come, and this row goes with it; 0 elsewhere.
	timer int64
}

// Answer to a command. Seq is the last event it wrote. Retry: we failed, nothing was stored, ask again with the same id.
type Answer struct {
	ID       string          `json:"id"`
	OK       bool            `json:"ok"`
	Seq      int64           `json:"seq,omitempty"`
	Refusals json.RawMessage `json:"refusals,omitempty"`
	Retry    bool            `json:"retry,omitempty"`
}

// Refusal is a value that a person reads. The domain makes its own; these few concern the envelope.
type Refusal struct {
	Code   string `json:"code"`
	Field  string `json:"field"`
	Reason string `json:"reason"`
}

func refuse(id, code, field, reason string) Answer {
	body, _ := json.Marshal([]Refusal{{code, field, reason}})
	return Answer{ID: id, Refusals: body}
}

// compact makes equal arguments equal bytes wherever they differ by white space only.
func compact(args json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, args); err != nil {
		return string(args)
	}
	return b.String()
}

// sameArgs tells whether two argument texts say the same, whatever the order of their keys.
func sameArgs(a, b string) bool {
	return a == b || canonical(a) == canonical(b)
}

func canonical(args string) string {
	var v any
	d := json.NewDecoder(bytes.NewBufferString(args))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return args
	}
	out, _ := json.Marshal(v) // map keys come sorted
	return string(out)
}
