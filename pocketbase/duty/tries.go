package duty

import (
	"strconv"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// Tries bounds how often something may be guessed: so many failed tries in a minute from one key.
type Tries struct {
	now  func() int64
	most int

	mu      sync.Mutex
	windows map[string]*tried
}

type tried struct {
	from int64 // ms
	n    int
}

const (
	triesWindow = int64(time.Minute / time.Millisecond)
	triesKept   = 10_000 // keys; beyond it go the old ones and those that may still be tried; if none is, all
)

// NewTries counts by the given clock (ms), so that tests need not wait a minute.
func NewTries(most int, now func() int64) *Tries {
	return &Tries{now: now, most: most, windows: map[string]*tried{}}
}

// Take counts a try before it is made; a try too many is not to be made, and wait says how long not.
func (t *Tries) Take(key string) (wait time.Duration) {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	w := t.windows[key]
	if w == nil || w.over(now) {
		t.makeRoom(now)
		w = &tried{from: now}
		t.windows[key] = w
	}
	if w.n >= t.most {
		return time.Duration(w.from+triesWindow-now) * time.Millisecond
	}
	w.n++
	return 0
}

// GiveBack a try that was not a guess.
func (t *Tries) GiveBack(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w := t.windows[key]; w != nil && w.n > 0 {
		w.n--
	}
}

func (t *Tries) makeRoom(now int64) {
	if len(t.windows) < triesKept {
		return
	}
	for key, w := range t.windows {
		// Whoever makes up keys by the thousand does not open one that is closed.
		if w.over(now) || w.n < t.most {
			delete(t.windows, key)
		}
	}
	if len(t.windows) >= triesKept {
		clear(t.windows)
	}
}

// over: its time has passed, or lies ahead, for the clock was set back.
func (w *tried) over(now int64) bool { return now-w.from >= triesWindow || w.from > now }

const tooOften = "试得太频繁，请过一分钟再试"

// retryAfter tells a client how long to wait, in whole seconds.
func retryAfter(e *core.RequestEvent, wait time.Duration) {
	e.Response.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
}
