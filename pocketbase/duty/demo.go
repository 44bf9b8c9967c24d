package duty

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"golang.org/x/crypto/bcrypt"
)

// DemoPassword of every account of the demo office, which only this machine can reach.
const DemoPassword = "zhiban-demo"

// demoOffice is what the demo bundle makes: who signs in, and what was done, each at its own time.
type demoOffice struct {
	Accounts []struct {
		ID       string `json:"id"`
		Username string `json:"username"`
		Name     string `json:"name"`
	} `json:"accounts"`
	Steps []struct {
		ID    string          `json:"id"`
		Actor string          `json:"actor"`
		Name  string          `json:"name"`
		Args  json.RawMessage `json:"args"`
		At    int64           `json:"at"`
	} `json:"steps"`
}

// Demo makes the demo office where the log is empty. The steps go through the loop like anybody's commands.
func (s *Service) Demo(bundle string) error {
	if s.loop.Head().Seq > 0 {
		return nil
	}
	vm, err := NewVM("demo.js", bundle, 30*time.Second, s.log, "demo")
	if err != nil {
		return err
	}
	made, err := vm.Call("demo", s.clock.Now())
	if err != nil {
		return err
	}
	var office demoOffice
	if err := json.Unmarshal([]byte(made.String()), &office); err != nil {
		return err
	}
	if err := s.demoAccounts(&office); err != nil {
		return err
	}
	commands := make([]Command, len(office.Steps))
	for i, step := range office.Steps {
		commands[i] = Command{ID: step.ID, Actor: step.Actor, Name: step.Name, Args: step.Args, At: step.At, Now: step.At, Device: "demo", Prepared: "null"}
	}
	// All else builds on the office and its catalogue, which is the heaviest command there is: on a busy machine it may
	// need a second try. So may any other: what names it waits until it is done, for a refusal would stand.
	// In between no deadline is met, for what was done in time is yet to be told.
	s.loop.held.Store(true)
	defer s.loop.held.Store(false)
	// Nobody is told of it: it is over.
	s.sender.held.Store(true)
	defer s.sender.held.Store(false)
	from := min(2, len(commands))
	if err := s.demoSteps(commands[:from]); err != nil {
		return err
	}
	for i := from; i < len(commands); i++ {
		names := func(before Command) bool { return bytes.Contains(commands[i].Args, []byte(before.ID)) }
		if slices.ContainsFunc(commands[from:i], names) {
			if err := s.demoSteps(commands[from:i]); err != nil {
				return err
			}
			from = i
		}
	}
	s.loop.held.Store(false)
	return errors.Join(s.demoSteps(commands[from:]), s.store.expireNotices())
}

func (s *Service) demoSteps(commands []Command) error {
	again := func(a Answer) bool { return a.Retry }
	answers, _, err := s.loop.Submit(commands)
	for tries := 1; err == nil && tries < s.loop.limits.Tries && slices.ContainsFunc(answers, again); tries++ {
		answers, _, err = s.loop.Submit(commands)
	}
	for i, a := range answers {
		if !a.OK {
			err = errors.Join(err, fmt.Errorf("demo: %s: %s", commands[i].Name, a.Refusals))
		}
	}
	return err
}

// demoAccounts hashes the one password once: bcrypt is slow on purpose.
func (s *Service) demoAccounts(office *demoOffice) error {
	hash, err := bcrypt.GenerateFromPassword([]byte(DemoPassword), bcrypt.DefaultCost)
	if err != nil {
		return err
	}
	return s.app.RunInTransaction(func(tx core.App) error {
		people, err := tx.FindCollectionByNameOrId(People)
		if err != nil {
			return err
		}
		for _, a := range office.Accounts {
			record := core.NewRecord(people)
			record.Id = a.ID
			record.Set("username", a.Username)
			record.SetRaw("password", &core.PasswordFieldValue{Hash: string(hash)})
			record.RefreshTokenKey()
			if err := tx.Save(record); err != nil {
				return err
			}
		}
		return nil
	})
}
