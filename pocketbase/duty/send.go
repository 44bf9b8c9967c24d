package duty

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"zhiban/channels"
)

// Sender hands notices to their channels, outside the loop. One goroutine keeps the book; providers are talked to beside it.
//
//	committed group ──▶ Take ──▶ wait for: what came, what was sent, a quarter of a second where something waits
//	  ── what has ended ─┐                                  ┌─▶ a goroutine a message: withdrawn meanwhile? → Channel.Send
//	  ── what may go now ┴─ one transaction: ends and leases ┘        └── outcome ─▶ back to the book
//
// A row is queued ─▶ sending (leased) ─▶ sent | failed | expired. Memory mirrors what is queued; the table is what counts:
// after a kill whatever was leased is taken up again, under the same key. What came of it is told to the log, notice.tried.
type Sender struct {
	store  *Store
	clock  *Clock
	log    *slog.Logger
	active func(person string) bool                  // may still be told anything
	submit func([]Command) ([]Answer, string, error) // to the loop
	calm   func() bool                               // the loop has nothing waiting
	here   func(person string, since int64) bool     // has had the app before their eyes since
	// listening: a device of theirs is connected, and will say whether they are here
	listening func(person string) bool

	mu   sync.Mutex
	came []*item
	done []parcelDone
	told []string
	more map[string]channels.Channel // plugged in by others
	wake chan struct{}
	held atomic.Bool // the demo office's past is being written
	anew atomic.Bool // settings have changed

	// The book's own from here on.
	office Office
	lanes  map[string]*lane
	items  map[string]*item
	ends   []end      // to be written
	tried  []triedRow // to be written, then told
	untold []triedRow // written
	forget []string   // of duty_tried: told
	swept  time.Time
	tells  chan []triedRow
	stop   context.CancelFunc
	over   chan struct{}
}

// item is a queued notice as memory has it.
type item struct {
	id, person, kind, subject, title, body, about string
	channels                                      []string // nil: the office's usual order
	first                                         bool
	createdAt, nextAt                             int64
	place, tries                                  int
	bundle                                        string
	since                                         time.Time // when it came to its lane
}

const (
	// mostItems kept in memory; what is more stays in the table until there is room.
	mostItems = 50_000
	// lease is how long a sender may hold a notice: longer than any send takes.
	lease = time.Minute
	// sweepEvery looks for what memory does not know.
	sweepEvery = 5 * time.Second
	// beat while something waits for its time.
	beat = 100 * time.Millisecond
)

// NewSender takes up what an earlier run had begun. Run must be called next.
func NewSender(store *Store, clock *Clock, log *slog.Logger) *Sender {
	return &Sender{
		store: store, clock: clock, log: log, more: map[string]channels.Channel{}, wake: make(chan struct{}, 1),
		lanes: map[string]*lane{}, items: map[string]*item{}, tells: make(chan []triedRow), over: make(chan struct{}),
		active: func(string) bool { return true }, calm: func() bool { return true },
		here: func(string, int64) bool { return false }, listening: func(string) bool { return false },
	}
}

// Plug adds a channel that needs no settings of an administrator's, such as push. Before Run.
func (s *Sender) Plug(c channels.Channel) { s.more[c.Name()] = c }

// Take is told of notices just committed. It never blocks.
func (s *Sender) Take(notices []Notice) {
	if len(notices) == 0 || s.held.Load() {
		return
	}
	s.mu.Lock()
	for i := range notices {
		n := &notices[i]
		s.came = append(s.came, &item{
			id: n.ID, person: n.Person, kind: n.Kind, subject: n.Subject, title: n.Title, body: n.Body, about: n.About,
			channels: strings.Fields(n.Channels), first: n.First, createdAt: n.CreatedAt, nextAt: n.CreatedAt,
		})
	}
	s.mu.Unlock()
	s.Wake()
}

// Wake has the book looked at now: a clock was moved, somebody opened the app.
func (s *Sender) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Run sends until Stop. It begins with what was left behind.
func (s *Sender) Run() error {
	if err := s.takeUp(); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	go s.tell(ctx)
	go s.run(ctx)
	return nil
}

// Stop waits for the book to close; what is on its way ends under its lease.
func (s *Sender) Stop() {
	if s.stop != nil {
		s.stop()
		<-s.over
	}
}

func (s *Sender) run(ctx context.Context) {
	defer close(s.over)
	timer := time.NewTimer(0)
	defer timer.Stop()
	var looked time.Time // when all that waits was last looked at
	var turned time.Time // when anything was
	for {
		wait := sweepEvery
		if s.waiting() {
			wait = beat - time.Since(looked)
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			s.turn(ctx, true)
			return
		case <-s.wake:
		case <-timer.C:
		}
		if s.held.Load() {
			continue
		}
		// Each turn is a transaction of its own: while the loop has its hands full, one a beat leaves it the disk.
		if !s.calm() {
			sleep(ctx, beat-time.Since(turned))
		}
		turned = time.Now()
		full := time.Since(looked) >= beat
		if full {
			looked = time.Now()
		}
		s.safely(func() { s.turn(ctx, full) })
	}
}

// safely keeps a mistake of ours from ending the program: the row's lease runs out and it is tried again.
func (s *Sender) safely(do func()) {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("duty: sending failed", "error", fmt.Sprint(r))
		}
	}()
	do()
}

func (s *Sender) waiting() bool {
	if len(s.ends) > 0 || len(s.tried) > 0 {
		return true
	}
	for _, l := range s.lanes {
		if len(l.waiting) > 0 {
			return true
		}
	}
	return false
}

// turn does all there is to do now: what has ended, what came, what may go.
func (s *Sender) turn(ctx context.Context, full bool) {
	if s.anew.Swap(false) {
		s.settingsChanged()
	}
	s.mu.Lock()
	came, done, told := s.came, s.done, s.told
	s.came, s.done, s.told = nil, nil, nil
	s.mu.Unlock()
	s.forget = append(s.forget, told...)
	for _, d := range done {
		s.settle(d)
		full = true // a slot is free
	}
	for _, it := range came {
		if len(s.items) < mostItems {
			s.admit(it)
		}
	}
	if time.Since(s.swept) >= sweepEvery {
		s.sweep()
	}
	if ctx.Err() != nil {
		s.write(nil)
		return
	}
	s.write(s.pick(full))
}
