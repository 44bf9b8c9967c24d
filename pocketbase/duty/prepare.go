package duty

import (
	"encoding/json"
	"log/slog"
	"sync/atomic"
	"time"
)

// Preparer routes texts outside the loop, in few runtimes of its own that load a second bundle: routing is too slow for
// the loop, and a report must never wait for it. It works only part of the time; beyond that, commands go without.
type Preparer struct {
	store   *Store
	log     *slog.Logger
	workers chan *VM
	restTil atomic.Int64 // unix ms
}

const (
	prepareWorkers = 2
	prepareLimit   = 2 * time.Second
	// restFactor: after each piece of work the preparer rests so many times as long as it took.
	restFactor = 4
)

// NewPreparer loads the bundle into the workers.
func NewPreparer(bundle string, store *Store, log *slog.Logger) (*Preparer, error) {
	p := &Preparer{store: store, log: log, workers: make(chan *VM, prepareWorkers)}
	for range prepareWorkers {
		vm, err := NewVM("prepare.js", bundle, prepareLimit, log, "prepare")
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
	return len(p.workers) > 0 && time.Now().UnixMilli() >= p.restTil.Load()
}

// Prepare answers with what a worker made of a request, as JSON; "null" where none was free or it failed.
func (p *Preparer) Prepare(request string) string {
	select {
	case vm := <-p.workers:
		began := time.Now()
		defer func() {
			p.restTil.Store(time.Now().Add(restFactor * time.Since(began)).UnixMilli())
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
