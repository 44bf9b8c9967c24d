package duty

import (
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

// present knows who has the app open: a device that listens, or one that has pulled since.
type present struct {
	app core.App

	mu        sync.Mutex
	listening map[string]bool
	looked    time.Time
	pulled    map[string]int64 // when a person's device last pulled, by the office's clock
}

const (
	lookEvery  = 100 * time.Millisecond
	mostPulled = 10_000
)

func newPresent(app core.App) *present { return &present{app: app, pulled: map[string]int64{}} }

// Pulled: a device of the person's has what there is.
func (p *present) Pulled(person string, now int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.pulled) >= mostPulled {
		clear(p.pulled)
	}
	p.pulled[person] = now
}

// Here tells whether the app of the person is open, or was since.
func (p *present) Here(person string, since int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at, known := p.pulled[person]; known && at > since {
		return true
	}
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
