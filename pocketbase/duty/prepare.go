package duty

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync/atomic"
	"time"
)

// Preparer routes texts outside the loop, in few runtimes of its own that load a second bundle: routing is too slow for
// the loop, and a report must never wait for it. It works only part of the time; beyond that, commands go without. What is
// only read and made by the domain, as a calendar, is made there too.
type Preparer struct {
	store   *Store
	log     *slog.Logger
	workers chan *VM
	paid    atomic.Int64 // unix ms: until then earlier work still has to be rested off
}

const (
	prepareWorkers = 2
	// prepareLimit: the first text after a start or a new catalogue also makes the lexicon ready, a second on a busy machine.
	prepareLimit = 5 * time.Second
	// restFactor: each piece of work is to be followed by a rest so many times as long as it took.
	restFactor = 4
	// prepareBurst: rest that may be owed. A few reports at once are all routed; a flood is not.
	prepareBurst = 3 * time.Second
)

// NewPreparer loads the bundle into the workers.
func NewPreparer(bundle string, store *Store, log *slog.Logger) (*Preparer, error) {
	p := &Preparer{store: store, log: log, workers: make(chan *VM, prepareWorkers)}
	for range prepareWorkers {
		vm, err := NewVM("prepare.js", bundle, prepareLimit, log, "prepare", "calendar")
		if err != nil {
			return nil, err
		}
		vm.source = store
		p.workers <- vm
	}
	return p, nil
}

// Spare tells whether a worker may take something on.
func (p *Preparer) Spare() bool {
	return len(p.workers) > 0 && p.paid.Load()-time.Now().UnixMilli() < prepareBurst.Milliseconds()
}

func (p *Preparer) owe(d time.Duration) {
	for {
		paid := p.paid.Load()
		if p.paid.CompareAndSwap(paid, max(paid, time.Now().UnixMilli())+d.Milliseconds()) {
			return
		}
	}
}

// Prepare answers with what a worker made of a request, as JSON; "null" where none was free or it failed.
func (p *Preparer) Prepare(request string) string {
	select {
	case vm := <-p.workers:
		began := time.Now()
		defer func() {
			p.owe((restFactor + 1) * time.Since(began))
			p.workers <- vm
		}()
		res, err := vm.Call("prepare", request)
		if err != nil {
			p.log.Error("duty: a text could not be routed", "error", err)
			return "null"
		}
		if out := res.String(); json.Valid([]byte(out)) {
			return out
		}
		return "null"
	default:
		return "null"
	}
}

// Calendar is a person's turns as text/calendar. It waits for a worker: nothing hangs on it.
func (p *Preparer) Calendar(ctx context.Context, person string, now int64) (string, error) {
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case vm := <-p.workers:
		defer func() { p.workers <- vm }()
		res, err := vm.Call("calendar", person, now)
		if err != nil {
			return "", err
		}
		return res.String(), nil
	}
}
