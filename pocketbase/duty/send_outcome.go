package duty

import (
	"crypto/sha256"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"strconv"
	"time"

	"zhiban/channels"
)

// parcelDone is what came of a message; items are those that were in it when it went.
type parcelDone struct {
	parcel  *parcel
	sent    []*item
	outcome channels.Outcome
}

// end is a row to be written: a notice that is over, or queued again.
type end struct {
	ID      string `json:"id"`
	State   string `json:"state"`
	Channel string `json:"channel"`
	Problem string `json:"problem"`
	NextAt  int64  `json:"nextAt"`
	Place   int    `json:"place"`
	Tries   int    `json:"tries"`
	DoneAt  *int64 `json:"doneAt"`
	Bundle  string `json:"bundle"`
}

// triedRow is a notice.tried to be: id is its command's.
type triedRow struct{ id, args string }

// tally of a channel since its settings were last saved.
type tally struct {
	sent, failed, sentAt, problemAt int64
	problem                         string
}

const (
	// triesElse on a channel while another is left, triesLast on the last one: some twenty minutes.
	triesElse, triesLast = 3, 10
)

var backoff = []time.Duration{time.Second, 4 * time.Second, 15 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute}

// pause before the next try, a quarter more or less, so that what failed together does not come again together.
func pause(tries int, asked time.Duration) time.Duration {
	usual := backoff[min(max(tries, 1), len(backoff))-1]
	usual += time.Duration((rand.Float64() - 0.5) * 0.5 * float64(usual))
	return max(usual, asked)
}

// settle takes in what came of a message.
func (s *Sender) settle(d parcelDone) {
	l := d.parcel.lane
	l.busy--
	sent := map[*item]bool{}
	for _, it := range d.sent {
		sent[it] = true
	}
	for _, it := range d.parcel.items {
		if !sent[it] { // withdrawn
			delete(s.items, it.id)
		}
	}
	if len(d.sent) == 0 {
		return
	}
	switch d.outcome.State {
	case channels.StateSent:
		l.tally.sent, l.tally.sentAt = l.tally.sent+1, s.clock.Now()
	default:
		l.tally.failed, l.tally.problem, l.tally.problemAt = l.tally.failed+1, d.outcome.Why, s.clock.Now()
		if d.outcome.State == channels.StateRetry && d.outcome.ForAll && d.outcome.After >= tooLong {
			l.paused = time.Now().Add(d.outcome.After)
		}
	}
	l.heard(d.outcome, time.Now())
	// Drawn once: what went as one message comes again as one, for it has one key.
	tries := 0
	for _, it := range d.sent {
		tries = max(tries, it.tries)
	}
	wait := pause(tries, d.outcome.After)
	next := s.clock.Now() + wait.Milliseconds()
	for _, it := range d.sent {
		s.settleOne(l, it, d.outcome, wait, next)
	}
}

// settleOne notice of a message; where it comes again, after wait, at the instant nextAt.
func (s *Sender) settleOne(l *lane, it *item, o channels.Outcome, wait time.Duration, nextAt int64) {
	if o.State == channels.StateSent {
		s.end(it, "sent", l.name, "")
		return
	}
	_, next := s.route(it)
	most, longest := triesLast, time.Hour
	if s.elsewhere(it) {
		most, longest = triesElse, tooLong
		if it.first { // it waits for no provider
			most = 1
		}
	}
	switch {
	case o.State == channels.StateRetry && it.tries < most && wait <= longest:
		it.nextAt = nextAt
		s.ends = append(s.ends, end{ID: it.id, State: "queued", Channel: l.name, Problem: o.Why, NextAt: it.nextAt, Place: it.place, Tries: it.tries, Bundle: it.bundle})
		if s.lanes[l.name] == l {
			l.waiting = append(l.waiting, it)
		} else { // turned off meanwhile
			delete(s.items, it.id)
			s.admit(it)
		}
	case next != "":
		s.moveOn(it, l.name, o.Why)
	default:
		s.end(it, "failed", l.name, o.Why)
	}
}

// moveOn gives a notice to its next channel.
func (s *Sender) moveOn(it *item, from, why string) {
	s.note(it, from, "failed", why)
	it.place, it.tries, it.bundle, it.nextAt = it.place+1, 0, "", s.clock.Now()
	s.ends = append(s.ends, end{ID: it.id, State: "queued", Channel: from, Problem: why, NextAt: it.nextAt, Place: it.place})
	delete(s.items, it.id)
	s.admit(it)
	s.Wake()
}

// end: a notice is over.
func (s *Sender) end(it *item, state, channel, why string) {
	now := s.clock.Now()
	delete(s.items, it.id)
	s.ends = append(s.ends, end{ID: it.id, State: state, Channel: channel, Problem: why, NextAt: it.nextAt, Place: it.place, Tries: it.tries, DoneAt: &now, Bundle: it.bundle})
	s.note(it, channel, state, why)
}

// note keeps for the log what came of one channel. The same place of the same notice is told once.
func (s *Sender) note(it *item, channel, outcome, detail string) {
	args, _ := json.Marshal(map[string]any{
		"notice": it.id, "person": it.person, "incident": s.incidentOf(it), "channel": channel, "outcome": outcome, "detail": detail,
	})
	s.tried = append(s.tried, triedRow{keyOf(it.id, strconv.Itoa(it.place), outcome), string(args)})
}

// keyOf makes a key of 15 of [a-z0-9] that is the same for the same parts.
func keyOf(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p + "\n"))
	}
	n := new(big.Int).SetBytes(h.Sum(nil)[:12]).Text(36)
	for len(n) < 15 {
		n = "0" + n
	}
	return n[:15]
}

// ttlOf a notice: how long it is worth telling.
func ttlOf(kind string) time.Duration {
	switch kind {
	case "channelTest":
		return 10 * time.Minute
	case "handoverLate", "callTask":
		return 4 * time.Hour
	}
	return 24 * time.Hour
}
