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
	flight  *flight // the group being written; nil: none
	nextDue int64   // 0: none
	failed  map[string]int

	busy    atomic.Int64           // since when the domain is running, unix ms; 0: it is not
	busyID  atomic.Pointer[string] // with what
	turned  atomic.Int64           // when the loop last came round, unix ms
	broken  atomic.Pointer[string] // why the last write failed; nil: it did not
	Groups  atomic.Int64
	Replays atomic.Int64
	Fired   atomic.Int64
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
		queue: make(chan *request, limits.Queue), ended: make(chan struct{}), failed: map[string]int{},
		release: func(*batch) {},
	}
	head, err := store.Head()
	if err != nil {
		return nil, err
	}
	l.head.Store(&head)
	l.turned.Store(time.Now().UnixMilli())
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
		}
	}
}

// idle bounds the sleep, so that health sees the loop turn.
const idle = 5 * time.Second

func (l *Loop) untilDue() time.Duration {
	if l.nextDue == 0 {
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

// group decides the members' commands above what is still being written, and sends them off together.
func (l *Loop) group(members []*request) {
	b := newBatch(l.Head())
	if l.flight != nil {
		b = newBatch(l.flight.batch.head)
		b.below = l.flight.batch
	}
	l.recall(b, members)
	for _, r := range members {
		l.decideRequest(b, r)
	}
	if !l.settle() {
		l.eachAlone(members) // they were decided upon what was never written
		return
	}
	b.below = nil
	f := &flight{b, members, make(chan error, 1)}
	if b.empty() {
		f.answer()
		return
	}
	l.flight = f
	go l.fly(f)
}

// fly writes a group and answers its callers; a failed one is left to land.
func (l *Loop) fly(f *flight) {
	err := l.store.Write(f.batch)
	if err == nil {
		l.written(f.batch)
		f.answer()
	}
	f.landed <- err
}

func (f *flight) answer() {
	for _, r := range f.members {
		close(r.done)
	}
}

// settle waits until nothing is being written any more; false: it failed and was decided again.
func (l *Loop) settle() bool {
	return l.flight == nil || l.land(<-l.flight.landed)
}

// land takes note of how the flight ended.
func (l *Loop) land(err error) bool {
	f := l.flight
	l.flight = nil
	if err == nil {
		l.note(f.batch)
		return true
	}
	l.Replays.Add(1)
	l.log.Error("duty: a group was lost and is decided again, one command at a time", "error", err, "commands", len(f.batch.order))
	l.lost(err)
	l.eachAlone(f.members)
	return false
}

// lost: what is cached may never have been written.
func (l *Loop) lost(err error) {
	problem := err.Error()
	l.broken.Store(&problem)
	l.vm.Forget()
}

// decideRequest answers a request's commands in order, up to one that asks for preparation.
func (l *Loop) decideRequest(b *batch, r *request) {
	r.answers, r.next, r.prepare = make([]Answer, len(r.commands)), 0, ""
	for i := range r.commands {
		answer, prepare := l.decide(b, &r.commands[i], r.answers[:i])
		if prepare != "" {
			r.prepare = prepare
			return
		}
		r.answers[i], r.next = answer, i+1
	}
}

// eachAlone decides again, each command in a transaction of its own: one that cannot be written undoes only itself.
func (l *Loop) eachAlone(members []*request) {
	for _, r := range members {
		l.alone(r)
		close(r.done)
	}
}

func (l *Loop) alone(r *request) {
	r.answers, r.next, r.prepare = make([]Answer, len(r.commands)), 0, ""
	for i := range r.commands {
		c := &r.commands[i]
		b := newBatch(l.Head())
		answer, prepare := l.decide(b, c, r.answers[:i])
		if prepare != "" {
			r.prepare = prepare
			return
		}
		if err := l.commit(b); err != nil {
			answer = l.failure(c, err)
		}
		r.answers[i], r.next = answer, i+1
	}
}

// commit writes a batch here and now.
func (l *Loop) commit(b *batch) error {
	if b.empty() {
		return nil
	}
	if err := l.store.Write(b); err != nil {
		l.lost(err)
		return err
	}
	l.written(b)
	l.note(b)
	return nil
}

// written lets out what may only be seen after the commit.
func (l *Loop) written(b *batch) {
	l.broken.Store(nil)
	l.head.Store(&b.head)
	l.Groups.Add(1)
	l.Fired.Add(int64(len(b.met)))
	l.release(b)
}

// note keeps in mind, on the loop's side, what a written batch changes: failures that are over, the next deadline.
func (l *Loop) note(b *batch) {
	for _, c := range b.order {
		delete(l.failed, c.command.ID)
	}
	if len(b.met) > 0 || len(b.cancelled) > 0 {
		if err := l.lookAhead(); err != nil {
			l.log.Error("duty: the next deadline could not be read", "error", err)
		}
		return
	}
	for _, t := range b.timers {
		if l.nextDue == 0 || t.DueAt < l.nextDue {
			l.nextDue = t.DueAt
		}
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
	if l.nextDue == 0 || l.nextDue > l.clock.Now() {
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
