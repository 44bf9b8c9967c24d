// Package channels hands a notice to a provider: one file an adapter, each with its provider's signing, limits and error
// codes. What goes out is title and body alone, and a link to the app; what happened is read in the app.
package channels

import (
	"context"
	"time"
)

// Channel is a way by which a person is reached.
type Channel interface {
	Name() string
	// Send hands the message over once. It returns before ctx ends or soon after, and never panics on what a provider says.
	Send(ctx context.Context, m Message) Outcome
}

// Message is what goes out. ID is the idempotency key: the same again when a try may have been cut off after it arrived.
type Message struct {
	ID          string
	Title, Body string
	Person      Person
	URL         string // of the item in the app; "": the office has not said where the app is found
	Path        string // the same without the address
	Kind        string
	Subject     string
	TTL         time.Duration // how long it is worth delivering
	First       bool          // the first word of an incident
	Last        bool          // no other channel is left: worth waiting for
}

// Person as far as a channel needs to know: "" is what the office does not know of them.
type Person struct{ ID, Phone, Mail string }

// State is how a try ended.
type State int

const (
	StateSent   State = iota
	StateRetry        // not now: once more on the same channel
	StateFailed       // never by this channel
	StateGone         // the address itself is no more
)

// Outcome of a try. Why is for people to read. Without a word of the provider's it concerns this message alone: what a number,
// a mailbox or a device's push service puts off does not hold anybody else up.
type Outcome struct {
	State      State
	After      time.Duration // for StateRetry: not sooner; 0: as usual
	ForAll     bool          // After holds for whatever goes by this provider
	Unanswered bool          // the provider said nothing at all
	Why        string
}

// Sent: the provider took it.
func Sent() Outcome { return Outcome{State: StateSent} }

// Retry: it may work later, not before `after` (0: whoever sends decides).
func Retry(after time.Duration, why string) Outcome {
	return Outcome{State: StateRetry, After: after, Why: why}
}

// RetryAll: the provider takes nothing from anybody before `after`.
func RetryAll(after time.Duration, why string) Outcome {
	return Outcome{State: StateRetry, After: after, ForAll: true, Why: why}
}

// Unanswered: nothing came back, so it may have arrived.
func Unanswered(why string) Outcome {
	return Outcome{State: StateRetry, Unanswered: true, Why: why}
}

// Failed: the same again would fail again.
func Failed(why string) Outcome { return Outcome{State: StateFailed, Why: why} }

// Gone: the address is no more; whoever keeps it forgets it.
func Gone(why string) Outcome { return Outcome{State: StateGone, Why: why} }

// Limit is what a provider takes: at most Most messages in any Window; First of them are kept for first words. A channel
// with a limit bundles what waits for one person.
type Limit struct {
	Most, First int
	Window      time.Duration
	PerPerson   bool // counted for each person by itself
}

// Limited is a channel whose provider counts.
type Limited interface{ Limits() []Limit }

// Text is what a robot says: title, body and link, a line each.
func (m Message) Text() string {
	text := m.Title
	if m.Body != "" {
		text += "\n" + m.Body
	}
	if m.URL != "" {
		text += "\n" + m.URL
	}
	return text
}
