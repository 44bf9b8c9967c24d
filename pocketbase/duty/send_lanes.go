package duty

import (
	"slices"
	"time"

	"zhiban/channels"
)

// lane is a channel with what waits for it.
type lane struct {
	name    string
	channel channels.Channel // nil: the app itself
	limits  []channels.Limit
	slots   int // sends at once
	busy    int
	waiting []*item // as they came
	fresh   int     // how many at the end of it nobody has looked at
	recent  []sentAt
	paused  time.Time // the provider asked to be left alone until then
	silent  int       // sends without an answer since the last that was taken
	down    time.Time // until then whoever has another way does not wait for it
	tally   tally
}

type sentAt struct {
	At  int64  `json:"at"` // unix ms, by the machine's clock: providers do not know ours
	Who string `json:"who,omitempty"`
}

// slotsOf a channel: what its provider can take at once.
var slotsOf = map[string]int{"webhook": 32, "push": 32, "sms": 8, "mail": 4, "feishu": 2, "wecom": 2, "dingtalk": 2}

const (
	// gather: what comes for one person within it goes as one message, where the provider counts.
	gather = 2 * time.Second
	// mostBundled notices in a message.
	mostBundled = 50
	// tooLong to wait for a provider while another channel is left.
	tooLong = 20 * time.Second
	// tooLongFirst is the same for a first word.
	tooLongFirst = 2 * time.Second
	// mostSilent sends without an answer, and for so long nobody waits for the provider who has another way.
	mostSilent = 3
	downFor    = 30 * time.Second
	// appPatience is how long the app may take to be opened, where it is the last way.
	appPatience = 15 * time.Second
	// lookPatience is how long a device that listens may take to say that somebody looks at it: its spread (sync.svelte.ts)
	// and a poor network.
	lookPatience = 3 * time.Second
)

// parcel is one message: a notice, or several for one person. It is read beside the book, so what may change is copied.
type parcel struct {
	key     string
	lane    *lane
	channel channels.Channel
	items   []*item
	last    bool
	address string
}

// route gives the channel whose turn it is, and the one after it; "" where there is none. Channels that are off are passed
// over; where all a notice names are off it goes the office's usual way, for somebody must be told.
func (s *Sender) route(it *item) (now, next string) {
	list := it.channels
	if !slices.ContainsFunc(list, s.isOn) {
		list = s.office.Order
	}
	for place := it.place; place < len(list); place++ {
		switch {
		case !s.isOn(list[place]):
		case now == "":
			now = list[place]
			it.place = place
		default:
			return now, list[place]
		}
	}
	return now, ""
}

// elsewhere tells whether another channel is worth trying before this one has failed: not the app of somebody who does
// not look at it.
func (s *Sender) elsewhere(it *item) bool {
	_, next := s.route(it)
	return next != "" && (next != "app" || s.here(it.person, it.createdAt))
}

func (s *Sender) isOn(name string) bool { return s.lanes[name] != nil }

// admit puts a notice in its lane.
func (s *Sender) admit(it *item) {
	if s.items[it.id] != nil {
		return
	}
	name, _ := s.route(it)
	if name == "" {
		s.end(it, "failed", "", "没有可用的通道")
		return
	}
	s.items[it.id] = it
	it.since = time.Now()
	l := s.lanes[name]
	l.waiting = append(l.waiting, it)
	l.fresh++
}

// pick takes out of the lanes what may go now: first words before all else. Not full: only what has just come.
func (s *Sender) pick(full bool) []*parcel {
	var parcels []*parcel
	now, office := time.Now(), s.clock.Now()
	for _, l := range s.lanes {
		if len(l.waiting) == 0 || !full && l.fresh == 0 {
			continue
		}
		look := l.waiting
		if !full {
			look = l.waiting[len(l.waiting)-l.fresh:]
		}
		l.fresh = 0
		gone := map[*item]bool{}
		for _, first := range []bool{true, false} {
			for _, it := range look {
				if it.first != first || gone[it] || it.nextAt > office {
					continue
				}
				if p := s.consider(l, it, gone, now, office); p != nil {
					parcels = append(parcels, p)
				}
			}
		}
		if len(gone) > 0 {
			l.waiting = slices.DeleteFunc(l.waiting, func(it *item) bool { return gone[it] })
		}
	}
	return parcels
}

// consider one notice: it ends here, waits, goes another way, or is sent.
func (s *Sender) consider(l *lane, it *item, gone map[*item]bool, now time.Time, office int64) *parcel {
	switch {
	case office > it.createdAt+ttlOf(it.kind).Milliseconds():
		gone[it] = true
		s.end(it, "expired", l.name, "超过时间没有送出")
		return nil
	case !s.active(it.person):
		gone[it] = true
		s.end(it, "failed", l.name, "本人已停用")
		return nil
	case l.channel == nil:
		s.inApp(it, gone, now)
		return nil
	case l.stuck(it, now) && s.elsewhere(it):
		gone[it] = true
		s.moveOn(it, l.name, "对方没有及时答复，改走下一个通道")
		return nil
	case l.busy >= l.slots:
		return nil
	}
	_, next := s.route(it)
	if wait := l.wait(it, now); wait > 0 {
		if wait > tooLong && s.elsewhere(it) {
			gone[it] = true
			s.moveOn(it, l.name, "发送太频繁，改走下一个通道")
		}
		return nil
	}
	p := &parcel{it.id, l, l.channel, []*item{it}, next == "", s.office.Address}
	if len(l.limits) > 0 && !it.first {
		if it.bundle == "" && now.Sub(it.since) < gather {
			return nil
		}
		p.bundle(l.waiting, gone, office)
	}
	for _, each := range p.items {
		gone[each] = true
	}
	l.busy++
	if len(l.limits) > 0 {
		l.recent = append(l.recent, sentAt{now.UnixMilli(), it.person})
	}
	return p
}

// bundle adds what else waits for the person; a message that was begun before is put together again as it was.
func (p *parcel) bundle(waiting []*item, gone map[*item]bool, office int64) {
	one := p.items[0]
	for _, it := range waiting {
		if len(p.items) == mostBundled {
			break
		}
		if it != one && !it.first && !gone[it] && it.person == one.person && it.bundle == one.bundle && it.nextAt <= office {
			p.items = append(p.items, it)
		}
	}
	switch {
	case one.bundle != "":
		p.key = one.bundle
	case len(p.items) > 1:
		ids := make([]string, len(p.items))
		for i, it := range p.items {
			ids[i] = it.id
		}
		p.key = keyOf(ids...)
	}
}

// stuck tells whether a notice would wait too long for the provider to answer others.
func (l *lane) stuck(it *item, now time.Time) bool {
	most := tooLong
	if it.first {
		most = tooLongFirst
	}
	return now.Before(l.down) || l.busy >= l.slots && now.Sub(it.since) > most
}

// heard notes whether the provider answers: a no may be our own, where somebody has no number.
func (l *lane) heard(o channels.Outcome, now time.Time) {
	switch {
	case o.State == channels.StateSent:
		l.silent, l.down = 0, time.Time{}
	case o.Unanswered:
		if l.silent++; l.silent >= mostSilent {
			l.down = now.Add(downFor)
		}
	}
}

// wait is how long the provider's limits keep a message back; 0: not at all.
func (l *lane) wait(it *item, now time.Time) time.Duration {
	if rest := l.paused.Sub(now); rest > 0 {
		return rest
	}
	var longest time.Duration
	for _, limit := range l.limits {
		most := limit.Most
		if !it.first {
			most -= limit.First
		}
		from := now.Add(-limit.Window).UnixMilli()
		var within []int64
		for _, sent := range l.recent {
			if sent.At > from && sent.At <= now.UnixMilli() && (!limit.PerPerson || sent.Who == it.person) {
				within = append(within, sent.At)
			}
		}
		if len(within) >= most {
			frees := within[len(within)-most] + limit.Window.Milliseconds()
			longest = max(longest, time.Duration(frees-now.UnixMilli()+1)*time.Millisecond)
		}
	}
	return longest
}

// trim forgets what no limit looks at any more, and what is yet to come: the clock was set back.
func (l *lane) trim(now time.Time) {
	var window time.Duration
	for _, limit := range l.limits {
		window = max(window, limit.Window)
	}
	from := now.Add(-window).UnixMilli()
	l.recent = slices.DeleteFunc(l.recent, func(s sentAt) bool { return s.At <= from || s.At > now.UnixMilli() })
}

// inApp: the open app shows it by itself; nothing is sent. It counts when the app got it before the person's eyes, while there
// is patience; where another channel is left, that one waits only for a device that may be about to say so.
func (s *Sender) inApp(it *item, gone map[*item]bool, now time.Time) {
	if s.here(it.person, it.createdAt) {
		gone[it] = true
		s.end(it, "sent", "app", "")
		return
	}
	_, next := s.route(it)
	waited, patience, why := now.Sub(it.since), time.Duration(0), "应用没有打开"
	if s.listening(it.person) {
		patience, why = lookPatience, "应用开着，但没有人在看"
	}
	if next == "" {
		patience = appPatience
	}
	if waited < patience {
		return
	}
	gone[it] = true
	if next == "" {
		s.end(it, "failed", "app", why)
		return
	}
	s.moveOn(it, "app", why)
}
