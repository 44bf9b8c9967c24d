package duty

import (
	"encoding/json"
	"strings"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/subscriptions"
)

// Topic of the signal "something that concerns you has changed".
const Topic = "duty"

// Signal tells listening phones, by audience, that there is something to pull. Words of one window go as one. A client's
// channel is unbuffered in PocketBase, so each client gets a box of one and a goroutine of its own: the content is only
// "pull", so a client that is slow misses nothing by getting the latest word alone.
type Signal struct {
	app    core.App
	signed *SignIns
	every  time.Duration

	mu        sync.Mutex
	audiences map[string]bool
	seq       int64
	wake      chan struct{}
	boxes     map[string]chan []byte // of fanOut's goroutine alone
}

// NewSignal guards the topic and starts the goroutine that tells.
func NewSignal(app core.App, signed *SignIns, every time.Duration) *Signal {
	s := &Signal{app: app, signed: signed, every: every, audiences: map[string]bool{}, wake: make(chan struct{}, 1), boxes: map[string]chan []byte{}}
	app.OnRealtimeSubscribeRequest().BindFunc(func(e *core.RealtimeSubscribeRequestEvent) error {
		for _, topic := range e.Subscriptions {
			if strings.HasPrefix(topic, Topic) && !s.mayListen(e.Auth) {
				return e.UnauthorizedError("请先登录", nil)
			}
		}
		return e.Next()
	})
	go s.run()
	return s
}

func (s *Signal) mayListen(person *core.Record) bool {
	if person == nil || person.Collection().Name != People {
		return false
	}
	rights, err := s.signed.Rights(person.Id)
	return err == nil && len(rights.Sees) > 0
}

// HangUp ends the connections of a person. A phone that is still signed in comes back by itself.
func (s *Signal) HangUp(person string) {
	broker := s.app.SubscriptionsBroker()
	for id, c := range broker.Clients() {
		// PocketBase takes the sign-in from a connection when the password changes, so the topic is all that is left of it.
		who, _ := c.Get(apis.RealtimeClientAuthKey).(*core.Record)
		if who != nil && who.Id == person || who == nil && c.HasSubscription(Topic) {
			broker.Unregister(id)
		}
	}
}

// Tell never blocks.
func (s *Signal) Tell(seq int64, audiences map[string]bool) {
	s.mu.Lock()
	s.seq = max(s.seq, seq)
	for a := range audiences {
		s.audiences[a] = true
	}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Signal) run() {
	for range s.wake {
		s.mu.Lock()
		audiences, seq := s.audiences, s.seq
		s.audiences = map[string]bool{}
		s.mu.Unlock()
		s.fanOut(audiences, seq)
		time.Sleep(s.every) // the first word goes at once, those of the next window together
	}
}

func (s *Signal) fanOut(audiences map[string]bool, seq int64) {
	clients := s.app.SubscriptionsBroker().Clients()
	for id, box := range s.boxes {
		if clients[id] == nil {
			close(box)
			delete(s.boxes, id)
		}
	}
	word, _ := json.Marshal(map[string]int64{"seq": seq})
	for id, c := range clients {
		if !c.HasSubscription(Topic) || !s.concerns(c, audiences) {
			continue
		}
		box := s.boxes[id]
		if box == nil {
			box = make(chan []byte, 1)
			s.boxes[id] = box
			go forward(c, box)
		}
		select {
		case <-box: // an older word nobody has taken yet
		default:
		}
		box <- word
	}
}

func (s *Signal) concerns(c subscriptions.Client, audiences map[string]bool) bool {
	person, _ := c.Get(apis.RealtimeClientAuthKey).(*core.Record)
	if person == nil {
		return false // signed out, or a new password
	}
	rights, err := s.signed.Rights(person.Id)
	if err != nil {
		s.app.Logger().Error("duty: rights could not be read", "person", person.Id, "error", err)
		return false
	}
	for _, a := range rights.Sees {
		if audiences[a] {
			return true
		}
	}
	return false
}

func forward(c subscriptions.Client, box <-chan []byte) {
	for word := range box {
		c.Send(subscriptions.Message{Name: Topic, Data: word}) // blocks while the connection writes; returns once it is gone
	}
}
