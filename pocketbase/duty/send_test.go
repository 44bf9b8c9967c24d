package duty

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"zhiban/channels"
)

// post is an office's sender with channels that the test plays, on a real data file.
type post struct {
	*Sender
	t     *testing.T
	s     *Service
	mu    sync.Mutex
	told  []triedTold
	in    map[string]bool // who looks at the app
	on    map[string]bool // whose devices listen
	asked map[string]int  // how often it was looked whether they have
	off   map[string]bool // who was stopped
	count int
}

type triedTold struct{ Notice, Person, Channel, Outcome, Detail string }

// played is a channel that answers as it is told to; each name at most once.
type played struct {
	name   string
	limits []channels.Limit
	mu     sync.Mutex
	got    []channels.Message
	at     []time.Time
	answer func(n int, m channels.Message) channels.Outcome
}

func (p *played) Name() string             { return p.name }
func (p *played) Limits() []channels.Limit { return p.limits }
func (p *played) Send(_ context.Context, m channels.Message) channels.Outcome {
	p.mu.Lock()
	p.got, p.at = append(p.got, m), append(p.at, time.Now())
	n, answer := len(p.got), p.answer
	p.mu.Unlock()
	if answer == nil {
		return channels.Sent()
	}
	return answer(n, m)
}

func (p *played) messages() []channels.Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.got)
}

// open begins to send by these channels, in this order, the app after them.
func open(t *testing.T, all ...*played) *post {
	t.Helper()
	s := started(t)
	settle(t, s)
	s.sender.Stop()
	// What the demo office still had to say of its past is nobody's here.
	execute(t, s, "UPDATE duty_notices SET state = 'expired' WHERE state IN ('queued', 'sending')")
	p := &post{t: t, s: s, in: map[string]bool{}, on: map[string]bool{}, asked: map[string]int{}, off: map[string]bool{}}
	execute(t, s, "UPDATE duty_channels SET place = 50 WHERE name = 'app'")
	for i, c := range all {
		execute(t, s, fmt.Sprintf("UPDATE duty_channels SET enabled = 1, place = %d WHERE name = '%s'", i, c.name))
	}
	p.again(all...)
	return p
}

// again starts a sender on what the one before left, as after a kill.
func (p *post) again(all ...*played) {
	p.t.Helper()
	p.Sender = NewSender(p.s.store, p.s.clock, slog.New(slog.DiscardHandler))
	p.active = func(person string) bool { p.mu.Lock(); defer p.mu.Unlock(); return !p.off[person] }
	p.here = func(person string, _ int64) bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.asked[person]++
		return p.in[person]
	}
	p.listening = func(person string) bool { p.mu.Lock(); defer p.mu.Unlock(); return p.on[person] }
	p.submit = func(commands []Command) ([]Answer, string, error) {
		p.mu.Lock()
		defer p.mu.Unlock()
		answers := make([]Answer, len(commands))
		for i, c := range commands {
			var told triedTold
			if c.Name != "notice.tried" || !commandID.MatchString(c.ID) || json.Unmarshal(c.Args, &told) != nil {
				p.t.Errorf("not a trial: %+v", c)
			}
			p.told, answers[i] = append(p.told, told), Answer{ID: c.ID, OK: true}
		}
		return answers, "", nil
	}
	for _, c := range all {
		p.Plug(c)
	}
	if err := p.Run(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(p.Sender.Stop)
}

// queue commits notices as the loop does, and has the sender told of them.
func (p *post) queue(all ...Notice) []string {
	p.t.Helper()
	b := newBatch(p.s.loop.Head())
	var ids []string
	for _, n := range all {
		p.count++
		if n.ID == "" {
			n.ID = fmt.Sprintf("notice%09d1", p.count)
		}
		if n.Kind == "" {
			n.Kind = "assigned"
		}
		n.Title, n.CreatedAt = "有 1 条待签收", p.s.clock.Now()
		ids, b.notices = append(ids, n.ID), append(b.notices, n)
	}
	if err := p.s.store.Write(b); err != nil {
		p.t.Fatal(err)
	}
	p.Take(b.notices)
	return ids
}

func (p *post) row(id string) (state, channel, problem string) {
	p.t.Helper()
	err := p.s.app.DB().NewQuery("SELECT state, channel, problem FROM duty_notices WHERE id = {:id}").Bind(dbx.Params{"id": id}).Row(&state, &channel, &problem)
	if err != nil {
		p.t.Fatal(err)
	}
	return state, channel, problem
}

func (p *post) until(what string, holds func() bool) {
	p.t.Helper()
	for began := time.Now(); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			p.t.Fatal("waited in vain for ", what)
		}
	}
}

func (p *post) ends(id, state string) {
	p.t.Helper()
	now := ""
	p.until(id+" to be "+state, func() bool { now, _, _ = p.row(id); return now == state })
}

func (p *post) tells(want ...triedTold) {
	p.t.Helper()
	var told []triedTold
	p.until(fmt.Sprint("the log to be told ", want), func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		// The demo office has notices of its own.
		told = slices.DeleteFunc(slices.Clone(p.told), func(t triedTold) bool { return !strings.HasPrefix(t.Notice, "notice") })
		return len(told) >= len(want)
	})
	for i := range told {
		told[i].Detail = ""
	}
	if !slices.Equal(told, want) {
		p.t.Errorf("the log was told %+v, want %+v", told, want)
	}
}

const someone, other = "person000000011", "person000000012"

func TestANoticeIsHandedOverAtOnceAndTheLogIsTold(t *testing.T) {
	push := &played{name: "push"}
	p := open(t, push)
	began := time.Now()
	id := p.queue(Notice{Person: someone, First: true})[0]
	p.ends(id, "sent")
	if took := push.at[0].Sub(began); took > 500*time.Millisecond {
		t.Error("took ", took)
	}
	if m := push.messages()[0]; m.ID != id || m.Person.ID != someone || !m.First || m.Last || m.TTL <= 0 {
		t.Errorf("%+v", m)
	}
	p.tells(triedTold{id, someone, "push", "sent", ""})
}

func TestWhatFailsGoesToTheNextChannelAndInTheEndSaysWhy(t *testing.T) {
	push := &played{name: "push", answer: func(int, channels.Message) channels.Outcome { return channels.Gone("没有设备") }}
	sms := &played{name: "sms", answer: func(_ int, m channels.Message) channels.Outcome {
		if m.Person.ID == other {
			return channels.Failed("没有号码")
		}
		return channels.Sent()
	}}
	p := open(t, push, sms)
	ids := p.queue(Notice{Person: someone})
	p.ends(ids[0], "sent")
	p.tells(triedTold{ids[0], someone, "push", "failed", ""}, triedTold{ids[0], someone, "sms", "sent", ""})
	ids = p.queue(Notice{Person: other, Channels: "sms push"})
	p.ends(ids[0], "failed")
	if _, channel, problem := p.row(ids[0]); channel != "push" || problem != "没有设备" {
		t.Error(channel, problem)
	}
	// Only channels that are off are named: the office's usual way then.
	ids = p.queue(Notice{Person: someone, Channels: "mail wecom"})
	p.ends(ids[0], "sent")
	if _, channel, _ := p.row(ids[0]); channel != "sms" {
		t.Error(channel)
	}
}

func TestATryThatMayHaveArrivedComesAgainUnderTheSameKey(t *testing.T) {
	push := &played{name: "push", answer: func(n int, _ channels.Message) channels.Outcome {
		switch n {
		case 1:
			return channels.Retry(0, "没有答复")
		case 2:
			panic("a mistake of ours")
		}
		return channels.Sent()
	}}
	p := open(t, push)
	id := p.queue(Notice{Person: someone, Channels: "push"})[0]
	p.until("the first try", func() bool { return len(push.messages()) == 1 })
	// The clock is moved instead of waiting for the back-off.
	p.until("a third try", func() bool { p.s.clock.Advance(1_000); p.Wake(); return len(push.messages()) == 3 })
	p.ends(id, "sent")
	for _, m := range push.messages() {
		if m.ID != id {
			t.Error("another key: ", m.ID)
		}
	}
	p.tells(triedTold{id, someone, "push", "sent", ""})
}

func TestWhatWasWithdrawnIsNotSentEvenWhenItWasLeasedAlready(t *testing.T) {
	at := make(chan struct{})
	push := &played{name: "push", answer: func(n int, _ channels.Message) channels.Outcome {
		if n == 1 {
			<-at
			return channels.Retry(0, "慢")
		}
		return channels.Sent()
	}}
	p := open(t, push)
	ids := p.queue(Notice{Person: someone, About: "a1"}) // this one holds the channel up, is withdrawn, and not tried again
	p.until("the first to be leased", func() bool { return len(push.messages()) == 1 })
	withdraw := func(about string) {
		b := newBatch(p.s.loop.Head())
		b.cancelled[about] = true
		if err := p.s.store.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	withdraw("a1")
	close(at)
	p.s.clock.Advance(30_000)
	last := p.queue(Notice{Person: other})
	p.ends(last[0], "sent")
	if state, _, _ := p.row(ids[0]); state != "withdrawn" {
		t.Error(state)
	}
	if n := len(push.messages()); n != 2 {
		t.Errorf("%d messages", n)
	}
	// Leased, but not yet handed over: the last look before sending finds it withdrawn.
	id := p.queue(Notice{Person: someone, About: "a2"})[0]
	p.ends(id, "sent")
	execute(t, p.s, "UPDATE duty_notices SET state = 'sending' WHERE id = '"+id+"'")
	withdraw("a2")
	if still, err := p.s.store.stillSending([]*item{{id: id}}); err != nil || len(still) != 0 {
		t.Error(still, err)
	}
}

func TestSeveralForOnePersonAreOneMessageWhereTheProviderCountsAndFirstWordsGoAhead(t *testing.T) {
	sms := &played{name: "sms", limits: []channels.Limit{{Most: 3, First: 2, Window: 3 * time.Second}}}
	p := open(t, sms)
	ids := p.queue(Notice{Person: someone}, Notice{Person: someone}, Notice{Person: someone}, Notice{Person: other}, Notice{Person: other, First: true})
	for _, id := range ids {
		p.ends(id, "sent")
	}
	got := sms.messages()
	var said []string
	for _, m := range got {
		said = append(said, m.Person.ID+" "+m.Title)
	}
	want := []string{other + " 有 1 条待签收", someone + " 有 3 条待办", other + " 有 1 条待签收"}
	if !slices.Equal(said, want) {
		t.Error(said)
	}
	if !got[0].First || got[1].ID != keyOf(ids[:3]...) {
		t.Errorf("%+v", got)
	}
	if gap := sms.at[2].Sub(sms.at[1]); gap < 2*time.Second {
		t.Error("the provider's limit was broken: ", gap)
	}
}

func TestAProvidersLimitOutlivesARestart(t *testing.T) {
	limited := func() *played {
		return &played{name: "sms", limits: []channels.Limit{{Most: 2, Window: time.Minute}}}
	}
	sms := limited()
	p := open(t, sms)
	for _, id := range p.queue(Notice{Person: someone, First: true}, Notice{Person: other, First: true}) {
		p.ends(id, "sent")
	}
	p.Sender.Stop()
	fresh := limited()
	p.again(fresh)
	// The app is left: nobody waits a minute for the provider.
	id := p.queue(Notice{Person: someone, First: true})[0]
	p.mu.Lock()
	p.in[someone] = true
	p.mu.Unlock()
	p.ends(id, "sent")
	if _, channel, _ := p.row(id); channel != "app" || len(fresh.messages()) != 0 {
		t.Error("the third within a minute was sent by ", channel)
	}
}

func TestWhatAKillInterruptedIsSentUnderTheSameKey(t *testing.T) {
	push := &played{name: "push"}
	p := open(t, push)
	p.Sender.Stop()
	// As a kill leaves them: leased one by one, leased as a bundle, queued, and one that ended untold.
	b := newBatch(p.s.loop.Head())
	for i := range 5 {
		b.notices = append(b.notices, Notice{ID: fmt.Sprintf("killed00000000%d", i), Person: someone, Kind: "assigned", Title: "有 1 条待签收", CreatedAt: p.s.clock.Now()})
	}
	if err := p.s.store.Write(b); err != nil {
		t.Fatal(err)
	}
	soon := p.s.clock.Now() + 60_000
	execute(t, p.s, fmt.Sprintf("UPDATE duty_notices SET state = 'sending', next_at = %d, tries = 1 WHERE id IN ('killed000000000', 'killed000000001')", soon))
	execute(t, p.s, "UPDATE duty_notices SET state = 'sent' WHERE id = 'killed000000004'")
	execute(t, p.s, `INSERT INTO duty_tried VALUES ('tried0000000001', '{"notice":"killed000000004","person":"a","channel":"push","outcome":"sent"}')`)
	fresh := &played{name: "push"}
	p.again(fresh)
	for i := range 4 {
		p.ends(fmt.Sprintf("killed00000000%d", i), "sent")
	}
	var keys []string
	for _, m := range fresh.messages() {
		if strings.HasPrefix(m.ID, "killed") { // the demo office's own chases go on beside these
			keys = append(keys, m.ID)
		}
	}
	slices.Sort(keys)
	if strings.Join(keys, " ") != "killed000000000 killed000000001 killed000000002 killed000000003" {
		t.Error(keys)
	}
	p.until("all five to be told", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		n := 0
		for _, told := range p.told {
			if strings.HasPrefix(told.Notice, "killed") {
				n++
			}
		}
		return n == 5
	})
	p.until("nothing of them to be left to tell", func() bool {
		n := -1
		return p.s.app.DB().NewQuery("SELECT COUNT(*) FROM duty_tried WHERE args LIKE '%killed%'").Row(&n) == nil && n == 0
	})
}

func TestTheAppCountsWhenItIsOpenAndWaitsOnlyWhereNothingElseIsLeft(t *testing.T) {
	p := open(t)
	p.in[someone] = true
	ids := p.queue(Notice{Person: someone}, Notice{Person: other})
	p.ends(ids[0], "sent")
	p.until("it to be looked twice", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.asked[other] >= 2
	})
	if state, _, _ := p.row(ids[1]); state != "queued" && state != "sending" {
		t.Error(state)
	}
	p.mu.Lock()
	p.in[other] = true
	p.mu.Unlock()
	p.ends(ids[1], "sent")
}

// A tab left open on a desk, a page in the background, a line that is dead: each listens, and nobody looks.
func TestAnOpenAppThatNobodyLooksAtBuysSecondsAndNoMore(t *testing.T) {
	push := &played{name: "push"}
	p := open(t, push)
	p.on[someone], p.on[other] = true, true
	began := time.Now()
	ids := p.queue(Notice{Person: someone, Channels: "app push", First: true}, Notice{Person: other, Channels: "app push", First: true})
	p.until("it to be looked twice", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.asked[other] >= 2
	})
	p.mu.Lock()
	p.in[other] = true // the device pulls before somebody's eyes
	p.mu.Unlock()
	p.ends(ids[1], "sent")
	p.ends(ids[0], "sent")
	if got := push.messages(); len(got) != 1 || got[0].Person.ID != someone || push.at[0].Sub(began) < lookPatience {
		t.Errorf("%+v after %v", got, push.at[0].Sub(began))
	}
	p.tells(triedTold{ids[1], other, "app", "sent", ""}, triedTold{ids[0], someone, "app", "failed", ""}, triedTold{ids[0], someone, "push", "sent", ""})
	// Where nobody listens the next is told at once.
	began = time.Now()
	id := p.queue(Notice{Person: "person000000013", Channels: "app push", First: true})[0]
	p.until("the one who has it closed to be told", func() bool { return len(push.messages()) == 2 })
	p.ends(id, "sent")
	if took := push.at[1].Sub(began); took > lookPatience {
		t.Error("took ", took)
	}
}

func TestWhoLooksAtTheAppIsForgottenWhenTheClockIsSetBack(t *testing.T) {
	clock := NewClock()
	p := newPresent(nil, clock.Now)
	before := clock.Now()
	clock.Advance(1_000)
	p.Seen(someone, clock.Now())
	if !p.Here(someone, before) || p.Here(someone, clock.Now()) {
		t.Error("a look counts for what came before it")
	}
	clock.Advance(-3600_000)
	if p.Here(someone, clock.Now()) {
		t.Error("a look of an hour ahead counts for what comes now")
	}
	clock.Advance(3600_000)
	if p.Here(someone, before) {
		t.Error("it came back")
	}
}

func TestNobodyIsToldWhoWasStoppedAndNothingIsToldTooLate(t *testing.T) {
	push := &played{name: "push"}
	p := open(t, push)
	p.mu.Lock()
	p.off[other] = true
	p.mu.Unlock()
	ids := p.queue(Notice{Person: other})
	p.ends(ids[0], "failed")
	p.Sender.Stop()
	b := newBatch(p.s.loop.Head())
	b.notices = []Notice{{ID: "old000000000001", Person: someone, Kind: "assigned", CreatedAt: p.s.clock.Now() - 25*3600_000}}
	if err := p.s.store.Write(b); err != nil {
		t.Fatal(err)
	}
	p.again(push)
	p.ends("old000000000001", "expired")
	if len(push.messages()) != 0 {
		t.Error(push.messages())
	}
}

func TestAMutedProviderIsGivenUpAfterAWhile(t *testing.T) {
	no := func(int, channels.Message) channels.Outcome { return channels.Retry(0, "连不上对方的服务器") }
	push, sms := &played{name: "push", answer: no}, &played{name: "sms", answer: no}
	p := open(t, push, sms)
	id := p.queue(Notice{Person: someone, Channels: "push sms"})[0]
	p.until("the last channel to be given up", func() bool {
		p.s.clock.Advance(60_000)
		p.Wake()
		time.Sleep(20 * time.Millisecond)
		state, _, _ := p.row(id)
		return state == "failed"
	})
	for c, most := range map[*played]int{push: triesElse, sms: triesLast} {
		n := 0
		for _, m := range c.messages() {
			if m.ID == id {
				n++
			}
		}
		if n != most {
			t.Errorf("%s was tried %d times", c.name, n)
		}
	}
	p.tells(triedTold{id, someone, "push", "failed", ""}, triedTold{id, someone, "sms", "failed", ""})
}

func TestWhatIsPutOffForOnePersonHoldsNobodyElseUp(t *testing.T) {
	push := &played{name: "push", answer: func(_ int, m channels.Message) channels.Outcome {
		if m.Person.ID == someone {
			return channels.Retry(time.Hour, "推送服务说发得太快（429）")
		}
		return channels.Sent()
	}}
	p := open(t, push)
	p.queue(Notice{Person: someone, Channels: "push"})
	p.until("the first to be put off", func() bool { return len(push.messages()) == 1 })
	p.ends(p.queue(Notice{Person: other, Channels: "push"})[0], "sent")
}

func TestAProviderThatTakesNothingFromAnybodyIsLeftAlone(t *testing.T) {
	wecom := &played{name: "wecom", answer: func(int, channels.Message) channels.Outcome {
		return channels.RetryAll(time.Minute, "超过企业微信的发送频率（45009）")
	}}
	sms := &played{name: "sms"}
	p := open(t, wecom, sms)
	p.ends(p.queue(Notice{Person: someone, First: true})[0], "sent")
	p.ends(p.queue(Notice{Person: other, First: true})[0], "sent")
	if len(wecom.messages()) != 1 || len(sms.messages()) != 2 {
		t.Error(wecom.messages(), sms.messages())
	}
}

func TestABundleThatFailsComesAgainWhole(t *testing.T) {
	wecom := &played{name: "wecom", limits: []channels.Limit{{Most: 20, First: 5, Window: time.Minute}},
		answer: func(n int, _ channels.Message) channels.Outcome {
			if n == 1 {
				return channels.Unanswered("对方没有及时答复")
			}
			return channels.Sent()
		}}
	p := open(t, wecom)
	all := make([]Notice, 8)
	for i := range all {
		all[i] = Notice{Person: someone, Channels: "wecom"}
	}
	for _, id := range p.queue(all...) {
		p.ends(id, "sent")
	}
	var said []string
	for _, m := range wecom.messages() {
		said = append(said, m.ID+" "+m.Title)
	}
	if len(said) != 2 || said[0] != said[1] || !strings.HasSuffix(said[0], "有 8 条待办") {
		t.Error(said)
	}
}

func TestAProviderThatSwallowsWhatItIsSentHoldsNobodyUpWhoHasAnotherWay(t *testing.T) {
	release := make(chan struct{})
	dead := &played{name: "wecom", answer: func(int, channels.Message) channels.Outcome {
		<-release
		return channels.Unanswered("对方没有及时答复")
	}}
	sms := &played{name: "sms"}
	p := open(t, dead, sms)
	began := time.Now()
	var all []Notice
	for i := range 20 {
		all = append(all, Notice{Person: fmt.Sprintf("person0000002%02d", i), First: true})
	}
	ids := p.queue(all...)
	slots := slotsOf["wecom"]
	p.until("all but those at the provider to be told", func() bool { return len(sms.messages()) == 20-slots })
	if took := time.Since(began); took > tooLong {
		t.Error("took ", took)
	}
	close(release)
	for _, id := range ids {
		p.ends(id, "sent")
	}
	// Once more in vain, and it is left alone by whoever has another way.
	ids = p.queue(Notice{Person: someone, First: true})
	p.ends(ids[0], "sent")
	asked := len(dead.messages())
	if asked != slots+1 {
		t.Fatal(asked)
	}
	p.ends(p.queue(Notice{Person: other, First: true})[0], "sent")
	if n := len(dead.messages()); n != asked {
		t.Error("it was asked again")
	}
	p.queue(Notice{Person: other, Channels: "wecom", First: true})
	p.until("who has no other way to be tried", func() bool { return len(dead.messages()) == asked+1 })
}

func TestAClockThatIsSetBackKeepsNobodyWaitingForIt(t *testing.T) {
	l := &lane{limits: []channels.Limit{{Most: 20, First: 5, Window: time.Minute}}}
	now := time.Now()
	for range 15 {
		l.recent = append(l.recent, sentAt{now.UnixMilli(), someone})
	}
	back := now.Add(-time.Hour)
	if l.wait(&item{}, now) == 0 || l.wait(&item{}, back) > 0 {
		t.Error(l.wait(&item{}, now), l.wait(&item{}, back))
	}
	if l.trim(back); len(l.recent) != 0 {
		t.Error(l.recent)
	}
	clock := NewClock()
	tries := NewTries(2, clock.Now)
	for range 2 {
		tries.Take("somebody")
	}
	if tries.Take("somebody") == 0 {
		t.Error("a third try")
	}
	clock.Advance(-3600_000)
	if wait := tries.Take("somebody"); wait > 0 {
		t.Error("locked out for ", wait)
	}
}

func TestMadeUpKeysByTheThousandOpenNoneThatIsClosed(t *testing.T) {
	tries := NewTries(2, NewClock().Now)
	for range 2 {
		tries.Take("somebody")
	}
	for i := range 3 * triesKept {
		tries.Take(fmt.Sprint("nobody ", i))
	}
	if tries.Take("somebody") == 0 {
		t.Error("a third try")
	}
	if len(tries.windows) > triesKept {
		t.Error(len(tries.windows), " are kept")
	}
}

// Whatever lies in the table.
func TestRowsAreLookedUpAmongVeryMany(t *testing.T) {
	p := open(t)
	p.Sender.Stop()
	execute(t, p.s, `INSERT INTO duty_notices (id, person, kind, subject, created_at, state, about, next_at)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
		SELECT 'ended' || i, 'p' || (i % 300), 'assigned', 's', i, 'sent', 'a' || i, i FROM n`)
	// The book's own statements look rows up, and so does what a push asks.
	for _, query := range []string{sqlLease, sqlEnd} {
		var plan []struct {
			Detail string `db:"detail"`
		}
		explained := strings.NewReplacer("?1", "'[]'", "?2", "0").Replace(query)
		if err := p.s.app.DB().NewQuery("EXPLAIN QUERY PLAN " + explained).All(&plan); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(fmt.Sprint(plan), "duty_notices_id") || strings.Contains(fmt.Sprint(plan), "SCAN n") {
			t.Error(plan)
		}
	}
	var plan []struct {
		Detail string `db:"detail"`
	}
	if err := p.s.app.DB().NewQuery("EXPLAIN QUERY PLAN " + strings.Replace(sqlSignable, "?", "'s'", 1)).All(&plan); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fmt.Sprint(plan), "USING INDEX duty_records_subject") {
		t.Error(plan)
	}
}
