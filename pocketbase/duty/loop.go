package duty

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"
)

// Limits of the loop; a zero field gets the usual value.
type Limits struct {
	Command time.Duration // one command's time in the domain
	Grace   time.Duration // beyond it, until a stuck loop ends the process
	Group   int           // commands in one transaction
	Queue   int           // requests waiting; one more is told to come back
	Tries   int           // failures of one command until it is poison
	Sweep   int           // deadlines met in one transaction
	Audit   time.Duration // between two looks of the watch
	Rest    time.Duration // of a deadline that could not be met, until it is tried again
}

func (l Limits) orUsual() Limits {
	usual := func(v *int, u int) {
		if *v == 0 {
			*v = u
		}
	}
	if l.Command == 0 {
		l.Command = 400 * time.Millisecond
	}
	if l.Grace == 0 {
		l.Grace = 600 * time.Millisecond
	}
	if l.Audit == 0 {
		l.Audit = 2 * time.Second
	}
	if l.Rest == 0 {
		l.Rest = 5 * time.Minute
	}
	usual(&l.Group, 256)
	usual(&l.Queue, 2048)
	usual(&l.Tries, 3)
	usual(&l.Sweep, 250)
	return l
}

// ErrBusy: the queue is full. ErrStopped: the program is ending. Both: come back with the same ids.
var (
	ErrBusy    = errors.New("duty: the queue is full")
	ErrStopped = errors.New("duty: stopping")
)

// Loop is the only writer of the duty tables and the only caller of the domain: one goroutine decides, and while one
// group is being written it decides the next.
//
//	wait for a request, a deadline, a written group or the end
//	  ── collect what is waiting, up to Limits.Group commands
//	  ── each: answered before? → decide → stage its events, records, timers, notices
//	  ── the group before must be written by now; failed? → forget, both again, one command at a time
//	  ── write the batch in one transaction, beside the loop ──▶ answer the callers, tell whom it concerns
type Loop struct {
	store   *Store
	vm      *VM
	clock   *Clock
	limits  Limits
	log     *slog.Logger
	poison  *Poison
	budget  interface{ Spare() bool } // of the workers that prepare; nil: none
	release func(*batch)

	queue   chan *request
	ended   chan struct{}
	head    atomic.Pointer[Head]
	flight  *flight   // the group being written; nil: none
	nextDue int64     // 0: none
	woken   time.Time // when resting deadlines were last to be tried again
	failed  map[string]int

	busy    atomic.Int64           // since when the domain is running, unix ms; 0: it is not
	busyID  atomic.Pointer[string] // with what
	turned  atomic.Int64           // when the loop last came round, unix ms
	broken  atomic.Pointer[string] // why the last write failed; nil: it did not
	Groups  atomic.Int64
	Replays atomic.Int64
	Fired   atomic.Int64
	stirred chan struct{} // somebody else changed a deadline
	held    atomic.Bool   // deadlines wait: the demo office's past is being written
}

type request struct {
	commands []Command
	answers  []Answer
	next     int // the first command not answered yet: it asks for preparation
	prepare  string
	done     chan struct{}
}

// flight is a decided group on its way to the disk. Its commands are answered when it has landed, not before.
type flight struct {
	batch   *batch
	members []*request
	landed  chan error
}

// NewLoop reads where the log ends. Run must be called next.
func NewLoop(store *Store, vm *VM, clock *Clock, poison *Poison, limits Limits, log *slog.Logger) (*Loop, error) {
	limits = limits.orUsual()
	l := &Loop{
		store: store, vm: vm, clock: clock, poison: poison, limits: limits, log: log,
		queue: make(chan *request, limits.Queue), ended: make(chan struct{}), stirred: make(chan struct{}, 1), failed: map[string]int{},
		release: func(*batch) {},
	}
	head, err := store.Head()
	if err != nil {
		return nil, err
	}
	l.head.Store(&head)
	l.turned.Store(time.Now().UnixMilli())
	l.wakeTimers()
	return l, l.lookAhead()
}

// Head of the log as committed.
func (l *Loop) Head() Head { return *l.head.Load() }

// Submit queues commands and waits until they are answered. It returns early with the index of a command that asks for
// preparation: the caller prepares and submits the rest. It waits even if the client has gone: a group is soon written.
func (l *Loop) Submit(commands []Command) (answers []Answer, prepare string, err error) {
	r := &request{commands: commands, done: make(chan struct{})}
	select {
	case <-l.ended:
		return nil, "", ErrStopped
	default:
	}
	select {
	case l.queue <- r:
	default:
		return nil, "", ErrBusy
	}
	select {
	case <-r.done:
		return r.answers[:r.next], r.prepare, nil
	case <-l.ended:
		select {
		case <-r.done:
			return r.answers[:r.next], r.prepare, nil
		default:
			return nil, "", ErrStopped
		}
	}
}

// Run is the loop; it returns when ctx ends, after answering what is queued.
func (l *Loop) Run(ctx context.Context) {
	defer close(l.ended)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		l.turned.Store(time.Now().UnixMilli())
		if l.flight == nil && time.Since(l.woken) > l.limits.Rest {
			l.wakeTimers()
		}
		timer.Reset(l.untilDue())
		var landed <-chan error
		if l.flight != nil {
			landed = l.flight.landed
		}
		select {
		case <-ctx.Done():
			l.drain()
			return
		case err := <-landed:
			l.land(err)
		case r := <-l.queue:
			l.group(l.collect(r))
			l.sweep() // under load the queue never empties: deadlines take turns with it
		case <-timer.C:
			l.sweep()
		case <-l.clock.Moved():
		case <-l.stirred:
			if err := l.lookAhead(); err != nil {
				l.log.Error("duty: the next deadline could not be read", "error", err)
			}
		}
	}
}

// idle bounds the sleep, so that health sees the loop turn.
const idle = 5 * time.Second

func (l *Loop) untilDue() time.Duration {
	if l.nextDue == 0 || l.held.Load() {
		return idle
	}
	soonest := time.Duration(0)
	if l.broken.Load() != nil {
		soonest = time.Second // the disk refuses: a deadline that cannot be written must not spin the loop
	}
	return max(soonest, min(idle, time.Duration(l.nextDue-l.clock.Now())*time.Millisecond))
}

func (l *Loop) drain() {
	for {
		select {
		case r := <-l.queue:
			l.group(l.collect(r))
		default:
			l.settle()
			return
		}
	}
}

// collect takes what is waiting behind first.
func (l *Loop) collect(first *request) []*request {
	members, count := []*request{first}, len(first.commands)
	for count < l.limits.Group {
		select {
		case r := <-l.queue:
			members = append(members, r)
			count += len(r.commands)
		default:
			return members
		}
	}
	return members
}

// lookAgain has the loop read what is due next: somebody else changed it.
func (l *Loop) lookAgain() {
	select {
	case l.stirred <- struct{}{}:
	default:
	}
}

// wakeTimers has deadlines that could not be met tried again: what kept them may be over.
func (l *Loop) wakeTimers() {
	l.woken = time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	some, err := l.store.WakeTimers(ctx)
	if err == nil && some {
		err = l.lookAhead()
	}
	if err != nil {
		l.log.Error("duty: resting deadlines could not be woken", "error", err)
	}
}

func (l *Loop) lookAhead() error {
	due, some, err := l.store.NextDue()
	if !some {
		due = 0
	}
	l.nextDue = due
	return err
}

// sweep meets the deadlines that have come, oldest first, one batch of them; alone with the disk, so that none is met twice.
func (l *Loop) sweep() {
	if l.held.Load() || l.nextDue == 0 || l.nextDue > l.clock.Now() {
		return
	}
	l.settle()
	now := l.clock.Now()
	due, err := l.store.Due(now, l.limits.Sweep)
	if err != nil {
		l.log.Error("duty: deadlines could not be read", "error", err)
		return
	}
	commands := make([]Command, len(due))
	for i, t := range due {
		commands[i] = Command{ID: t.ID, Name: t.Name, Args: []byte(t.Args), At: now, timer: t.no}
	}
	if len(commands) > 0 {
		l.group([]*request{{commands: commands, done: make(chan struct{})}})
		l.settle()
	}
	if err := l.lookAhead(); err != nil {
		l.log.Error("duty: the next deadline could not be read", "error", err)
	}
}
