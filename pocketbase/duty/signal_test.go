package duty

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/subscriptions"
)

// A phone that never takes its word must not hold up the others, nor the loop.
func TestASlowListenerHoldsNobodyUp(t *testing.T) {
	s := started(t)
	listen := func(person string) subscriptions.Client {
		record, err := s.app.FindRecordById(People, person)
		if err != nil {
			t.Fatal(err)
		}
		c := subscriptions.NewDefaultClient()
		c.Set(apis.RealtimeClientAuthKey, record)
		c.Subscribe(Topic)
		s.app.SubscriptionsBroker().Register(c)
		return c
	}
	slow, fast := listen(officer), listen(officer)
	stranger := listen("person000000005") // of a section that has nothing to do with it
	signal := NewSignal(s.app, s.signed, time.Millisecond)
	for i := range 50 {
		began := time.Now()
		signal.Tell(int64(i+1), map[string]bool{"duty": true})
		if took := time.Since(began); took > 50*time.Millisecond {
			t.Fatal("Tell waited", took)
		}
		select {
		case <-fast.Channel():
		case <-time.After(2 * time.Second):
			t.Fatal("the fast listener was held up at", i)
		}
	}
	// The demo office's own deadlines are told of in between; their numbers are far above these.
	mine := func(m subscriptions.Message) (seq int) {
		var word struct{ Seq int }
		if err := json.Unmarshal(m.Data, &word); err != nil {
			t.Fatal(err)
		}
		if word.Seq > 50 {
			return 0
		}
		return word.Seq
	}
	for limit := time.After(2 * time.Second); ; {
		select {
		case m := <-slow.Channel():
			if mine(m) != 50 { // early words; the latest follows
				continue
			}
		case <-limit:
			t.Fatal("the slow listener was not told of the latest")
		}
		break
	}
	for {
		select {
		case m := <-stranger.Channel():
			if mine(m) != 0 {
				t.Error("told of what is not theirs")
			}
			continue
		default:
		}
		break
	}
}

func TestStrangersMayNotListen(t *testing.T) {
	s := started(t)
	e := new(core.RealtimeSubscribeRequestEvent)
	e.RequestEvent = &core.RequestEvent{App: s.app}
	e.Client = subscriptions.NewDefaultClient()
	e.Subscriptions = []string{Topic + `?options={}`}
	if err := s.app.OnRealtimeSubscribeRequest().Trigger(e); err == nil {
		t.Error("let in")
	}
}
