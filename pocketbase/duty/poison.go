package duty

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Poison remembers, across restarts, the ids of commands that failed again and again or stopped the loop. Such a command
// is answered with a stored refusal instead of being run.
type Poison struct {
	path string
	mu   sync.Mutex
	ids  map[string]bool
}

// LoadPoison reads <dir>/poison.txt: one id a line.
func LoadPoison(dir string) (*Poison, error) {
	p := &Poison{path: filepath.Join(dir, "poison.txt"), ids: map[string]bool{}}
	text, err := os.ReadFile(p.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for id := range strings.FieldsSeq(string(text)) {
		p.ids[id] = true
	}
	return p, nil
}

func (p *Poison) Has(id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ids[id]
}

// Add writes through to the disk before it returns: the process may be about to end.
func (p *Poison) Add(id string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ids[id] = true
	f, err := os.OpenFile(p.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(id + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}
