package duty

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// People is the collection of those who sign in.
const People = "people"

// Rights are what a person may see, as the domain wrote it. Seq: since when.
type Rights struct {
	Sees []string
	Seq  int64

	// Cursors below Seq that were given out under these very rights, in the middle of a snapshot. Any other below Seq was
	// given out under older rights.
	mu    sync.Mutex
	given map[int64]bool
}

// mostGiven bounds what is remembered of one person: a snapshot of 2,000,000 records in pages of 500.
const mostGiven = 4_000

func (r *Rights) give(cursor int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if cursor >= r.Seq {
		return
	}
	if r.given == nil || len(r.given) >= mostGiven {
		r.given = map[int64]bool{}
	}
	r.given[cursor] = true
}

// leadsOn tells whether a cursor was given out under these rights.
func (r *Rights) leadsOn(cursor int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return cursor >= r.Seq || r.given[cursor]
}

// Intersects tells whether a reader with these rights is among an audience (words separated by blanks).
func (r *Rights) Intersects(audience string) bool {
	for a := range strings.FieldsSeq(audience) {
		for _, s := range r.Sees {
			if a == s {
				return true
			}
		}
	}
	return false
}

// SignIns remembers for a short while who a token belongs to, and what a person may see: PocketBase would read the
// account at every request. A changed account, password, ended device or set of rights is forgotten at once.
type SignIns struct {
	app    core.App
	store  *Store
	mu     sync.RWMutex
	tokens map[string]signIn
	rights map[string]*Rights
	// forgotten counts the forgettings: what was read before one must not be remembered after it.
	forgotten int
}

type signIn struct {
	person string
	until  time.Time
}

const (
	rememberFor = 30 * time.Second
	mostTokens  = 10_000
)

// NewSignIns watches the accounts for changes.
func NewSignIns(app core.App, store *Store) *SignIns {
	s := &SignIns{app: app, store: store, tokens: map[string]signIn{}, rights: map[string]*Rights{}}
	forget := func(e *core.RecordEvent) error {
		s.ForgetTokens()
		return e.Next()
	}
	app.OnRecordAfterUpdateSuccess(People).BindFunc(forget)
	app.OnRecordAfterDeleteSuccess(People).BindFunc(forget)
	app.OnCollectionAfterUpdateSuccess(People).BindFunc(func(e *core.CollectionEvent) error {
		s.ForgetTokens()
		return e.Next()
	})
	return s
}

// ForgetTokens makes every token be checked again.
func (s *SignIns) ForgetTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
	s.forgotten++
}

// ForgetRights makes a person's rights be read again.
func (s *SignIns) ForgetRights(person string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.rights, person)
	s.forgotten++
}

// Person who signed the request; "" where nobody did, or somebody who sees nothing (disabled, or not in the office).
func (s *SignIns) Person(r *http.Request) string {
	person := s.holder(r)
	if person == "" {
		return ""
	}
	rights, err := s.Rights(person)
	if err != nil {
		s.app.Logger().Error("duty: rights could not be read", "person", person, "error", err)
		return ""
	}
	if len(rights.Sees) == 0 {
		return ""
	}
	return person
}

// Stopped tells whether the request's token is good, but the person sees nothing.
func (s *SignIns) Stopped(r *http.Request) bool {
	person := s.holder(r)
	if person == "" {
		return false
	}
	rights, err := s.Rights(person)
	return err == nil && len(rights.Sees) == 0
}

// holder is whom the request's token belongs to; "" where it belongs to nobody.
func (s *SignIns) holder(r *http.Request) string {
	token := tokenOf(r)
	if token == "" {
		return ""
	}
	s.mu.RLock()
	known, ok := s.tokens[token]
	forgotten := s.forgotten
	s.mu.RUnlock()
	if ok && time.Now().Before(known.until) {
		return known.person
	}
	record, err := s.app.FindAuthRecordByToken(token, core.TokenTypeAuth)
	if err != nil || record.Collection().Name != People || ended(s.app, token) {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.forgotten != forgotten {
		return record.Id
	}
	if len(s.tokens) >= mostTokens {
		clear(s.tokens)
	}
	s.tokens[token] = signIn{record.Id, time.Now().Add(rememberFor)}
	return record.Id
}

// Rights of a person; without any where the office does not know the person.
func (s *SignIns) Rights(person string) (*Rights, error) {
	s.mu.RLock()
	known, forgotten := s.rights[person], s.forgotten
	s.mu.RUnlock()
	if known != nil {
		return known, nil
	}
	data, seq, err := s.store.Rights(person)
	if err != nil {
		return nil, err
	}
	read := &Rights{Seq: seq}
	if data != "" {
		if err := json.Unmarshal([]byte(data), read); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.rights[person]; known != nil {
		return known, nil // another request was quicker: its cursors count too
	}
	if s.forgotten == forgotten {
		s.rights[person] = read
	}
	return read, nil
}
