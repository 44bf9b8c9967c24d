package duty

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"zhiban/channels"
)

// Service is the duty loop with all that stands around it.
type Service struct {
	ClockControl bool

	app       core.App
	store     *Store
	loop      *Loop
	clock     *Clock
	poison    *Poison
	signed    *SignIns
	signal    *Signal
	preparer  *Preparer
	guesses   *Tries
	files     *Files
	push      *channels.Push
	tests     pushTests
	sender    *Sender
	present   *present
	audit     *Audit
	heartbeat *Heartbeat
	stop      context.CancelFunc
	log       *slog.Logger

	accounts sync.Mutex // one account is written at a time
	setupKey string     // of the one-time link; "": the office has an administrator
}

// Bundles are the domain's JavaScript: Duty for the loop, Prepare for the workers.
type Bundles struct{ Duty, Prepare string }

// signalWindow merges words to the phones: 100–500 ms is what a person does not notice and 1,000 phones do.
const signalWindow = 200 * time.Millisecond

// mostGuesses of one person's password, or of the key of the set-up, from one address in a minute.
const mostGuesses = 10

// ExitStuck is the exit code of a process whose loop could not be interrupted.
const ExitStuck = 86

// Start runs the loop on the app's data file.
func Start(app core.App, bundles Bundles, limits Limits, log *slog.Logger) (*Service, error) {
	read, ok1 := app.ConcurrentDB().(*dbx.DB)
	write, ok2 := app.NonconcurrentDB().(*dbx.DB)
	if !ok1 || !ok2 {
		return nil, errors.New("duty: not on an open data file")
	}
	limits = limits.orUsual()
	s := &Service{app: app, store: NewStore(read.DB(), write.DB()), clock: NewClock(), log: log}
	vm, err := NewVM("duty.js", bundles.Duty, limits.Command, log, "run", "forget")
	if err != nil {
		return nil, err
	}
	if s.poison, err = LoadPoison(app.DataDir()); err != nil {
		return nil, err
	}
	if s.preparer, err = NewPreparer(bundles.Prepare, s.store, log); err != nil {
		return nil, err
	}
	if s.loop, err = NewLoop(s.store, vm, s.clock, s.poison, limits, log); err != nil {
		return nil, err
	}
	if s.files, err = NewFiles(app.DataDir(), s.store.attachment, s.arrived); err != nil {
		return nil, err
	}
	s.loop.budget = s.preparer
	if s.audit, err = NewAudit(app.DataDir(), s.loop, limits.Audit, s.clock, log); err != nil {
		return nil, err
	}
	if s.heartbeat, err = NewHeartbeat(s.store, s.Health, s.clock.Now, log); err != nil {
		return nil, err
	}
	s.signed = NewSignIns(app, s.store)
	s.guesses = NewTries(mostGuesses, s.clock.Now)
	s.guardSignIns() // before a device is taken up for whoever is not let in
	s.signal = NewSignal(app, s.signed, signalWindow)
	s.watchDevices(app) // after the signal: who may not listen is refused before
	if err = s.openPush(); err != nil {
		return nil, err
	}
	s.loop.release = s.release
	s.present = newPresent(app, s.clock.Now)
	s.sender = NewSender(s.store, s.clock, log)
	s.sender.active, s.sender.submit = s.mayBeTold, s.loop.Submit
	s.sender.here, s.sender.listening = s.present.Here, s.present.Listening
	s.sender.calm = func() bool { return len(s.loop.queue) == 0 }
	s.sender.Plug(s.push)
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	go s.loop.Run(ctx)
	go s.watch(ctx, limits.Command+limits.Grace)
	// Phones hear of it even where the loop is dead: the signal and the feed do not go through it.
	s.audit.told = func() { s.signal.Tell(s.loop.Head().Seq, map[string]bool{"duty": true}) }
	go s.audit.Run(ctx)
	go s.heartbeat.Run(ctx)
	return s, s.sender.Run()
}

// Stop answers what is queued and ends the loop.
func (s *Service) Stop() {
	s.sender.Stop()
	s.stop()
	<-s.loop.ended
}

// release lets out, after the commit, what a batch concerns.
func (s *Service) release(b *batch) {
	for _, id := range b.touched {
		if r := b.records[id]; r.Collection == "rights" {
			s.signed.ForgetRights(r.Subject)
			s.hangUpIfStopped(r.Subject)
		}
	}
	s.signal.Tell(b.head.Seq, b.audiences)
	s.sender.Take(b.notices)
}

// mayBeTold: who sees nothing is told nothing either. Where it cannot be read, telling is the lesser evil.
func (s *Service) mayBeTold(person string) bool {
	rights, err := s.signed.Rights(person)
	return err != nil || len(rights.Sees) > 0
}

// hangUpIfStopped ends the connections of a person who sees nothing any more: their phones look at once why.
func (s *Service) hangUpIfStopped(person string) {
	rights, err := s.signed.Rights(person)
	if err != nil {
		s.log.Error("duty: rights could not be read", "person", person, "error", err)
		return
	}
	if len(rights.Sees) > 0 {
		return
	}
	s.signal.HangUp(person)
	go func() { // nobody waits for it: who sees nothing is told nothing meanwhile either
		if err := s.store.UnsubscribePerson(person); err != nil {
			s.log.Error("duty: a disabled person's devices stay subscribed", "person", person, "error", err)
		}
	}()
}

// watch ends the process when the domain is stuck in native code, where an interrupt does not reach (a backtracking
// pattern): ids make that safe. The supervisor starts it again, and the poisonous id is remembered.
func (s *Service) watch(ctx context.Context, limit time.Duration) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			since := s.loop.busy.Load()
			if since == 0 || time.Since(time.UnixMilli(since)) < limit {
				continue
			}
			id := *s.loop.busyID.Load()
			fmt.Fprintln(os.Stderr, "duty: the loop is stuck in", id, "— ending the process")
			if err := s.poison.Add(id); err != nil {
				fmt.Fprintln(os.Stderr, "duty:", err)
			}
			os.Exit(ExitStuck)
		}
	}
}
