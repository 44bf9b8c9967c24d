package duty

import (
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

// present knows who has the app before their eyes: a device said so when it pulled. That something listens proves nothing:
// the page may lie in the background, on a desk that everybody has left, or at the end of a line that is dead.
type present struct {
	app core.App
	now func() int64

	mu        sync.Mutex
	listening map[string]bool
	looked    time.Time
	seen      map[string]int64 // when a person's device last pulled before somebody's eyes, by the office's clock
}

const (
	lookEvery = 100 * time.Millisecond
	mostSeen  = 10_000
	// seenLately: a page before somebody's eyes pulls once a minute.
	seenLately = 75 * time.Second
)

func newPresent(app core.App, now func() int64) *present {
	return &present{app: app, now: now, seen: map[string]int64{}}
}

// Seen: a device of the person's has what there is, and shows it to somebody.
func (p *present) Seen(person string, at int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.seen) >= mostSeen {
		clear(p.seen)
	}
	p.seen[person] = at
}

// Here tells whether the person has had the app before their eyes since.
func (p *present) Here(person string, since int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, known := p.seen[person]
	if known && at > p.now() { // the clock was set back
		delete(p.seen, person)
		known = false
	}
	return known && at > since
}

// Listening tells whether a device of the person's is connected, so that it may soon be seen whether they are here.
func (p *present) Listening(person string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.looked) > lookEvery {
		p.looked, p.listening = time.Now(), map[string]bool{}
		for _, c := range p.app.SubscriptionsBroker().Clients() {
			if who, _ := c.Get(apis.RealtimeClientAuthKey).(*core.Record); who != nil && c.HasSubscription(Topic) {
				p.listening[who.Id] = true
			}
		}
	}
	return p.listening[person]
}
