package duty

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Audit is the watch over the watch: it asks the data file itself, on a connection, a goroutine and a tick of its own, whether
// anything that should have happened by now has not. It trusts neither the loop's idea of what comes next nor its timers: a chase is
// late by its own record, whether or not anybody registered a deadline for it.
type Audit struct {
	db    *sql.DB
	dir   string
	every time.Duration
	clock *Clock
	loop  *Loop
	log   *slog.Logger
	// told: what is found has changed.
	told  func()
	found atomic.Pointer[Found]
	last  []string // as seen at the look before
	said  string   // what was told last
}

// Found is what one look found. At: when, by this machine's clock, unix ms.
type Found struct {
	At      int64    `json:"at"`
	TookMS  float64  `json:"tookMs"`
	Reasons []string `json:"reasons"`
	Figures
}

// Figures are what a look counted; counts end at mostCounted.
type Figures struct {
	Timers  int   `json:"timers"`
	NextDue int64 `json:"nextDue"` // 0: none
	Resting int   `json:"resting"`
	Queued  int   `json:"queued"`
	Sending int   `json:"sending"`
	FreeMB  int64 `json:"freeMb"` // -1: not known on this system
}

const (
	auditLost   = 7 // after so many looks that did not come the watch itself has stopped
	mostCounted = 10_000
	leastFreeMB = 200
)

// NewAudit opens a connection of its own that can only read.
func NewAudit(dir string, loop *Loop, every time.Duration, clock *Clock, log *slog.Logger) (*Audit, error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "data.db")+"?_pragma=busy_timeout(1000)&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	a := &Audit{db: db, dir: dir, every: every, clock: clock, loop: loop, log: log, told: func() {}}
	a.found.Store(&Found{At: time.Now().UnixMilli(), Reasons: []string{}})
	return a, nil
}

// Run looks until ctx ends.
func (a *Audit) Run(ctx context.Context) {
	defer func() { _ = a.db.Close() }()
	tick := time.NewTicker(a.every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			a.look(ctx)
		}
	}
}

// look counts what was wrong at this look and at the one before: a deadline that is met while one looks, or a clock that a test
// moves, is no trouble.
func (a *Audit) look(ctx context.Context) {
	began := time.Now()
	figures, seen := a.ask(ctx)
	both := slices.DeleteFunc(slices.Clone(seen), func(r string) bool { return !slices.Contains(a.last, r) })
	a.last = seen
	took := float64(time.Since(began).Microseconds()) / 1000
	a.found.Store(&Found{At: time.Now().UnixMilli(), TookMS: took, Reasons: both, Figures: figures})
	reason := strings.Join(a.Reasons(), "；")
	if a.said == reason {
		return
	}
	a.said = reason
	a.log.Warn("duty: the watch", "found", reason)
	a.told()
}

// Reasons why all is not well; none: it is. What the loop itself shows is looked at here and now.
func (a *Audit) Reasons() []string {
	var reasons []string
	found := a.found.Load()
	if time.Since(time.UnixMilli(found.At)) > auditLost*a.every {
		reasons = append(reasons, "巡检停转")
	}
	if time.Since(time.UnixMilli(a.loop.turned.Load())) > loopLate {
		reasons = append(reasons, "值班循环停转")
	}
	if a.loop.broken.Load() != nil {
		reasons = append(reasons, "数据写不进去")
	}
	return append(reasons, found.Reasons...)
}

// question is asked of the data file: how late is the latest, in ms; not valid: nothing is.
type question struct {
	reason string
	sql    string
	late   time.Duration
}

const (
	lateTimer = `SELECT MIN(due_at) FROM duty_timers WHERE problem = ''`
	lateChase = `SELECT MIN(data ->> '$.nextAt') FROM duty_records WHERE collection = 'chases' AND data ->> '$.nextAt' IS NOT NULL`
	// Each by an index of few rows among very many (migrations/notices.go).
	lateFirst  = `SELECT MIN(next_at) FROM duty_notices WHERE state = 'queued' AND first = 1`
	lateQueued = `SELECT MIN(next_at) FROM duty_notices WHERE state = 'queued' AND first = 0`
	lateLease  = `SELECT MIN(next_at) FROM duty_notices WHERE state = 'sending'`
)

// ask puts all questions; what cannot be asked is a reason too.
func (a *Audit) ask(ctx context.Context) (Figures, []string) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	reasons := []string{}
	say := func(reason string, wrong bool) {
		if wrong && !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	questions := []question{
		{"有到时的提醒没有发出", lateTimer, timerLate}, {"有一步催办到时没有走", lateChase, timerLate},
		{"有通知一分钟没有发出", lateFirst, timerLate}, {"有通知一分钟没有发出", lateQueued, timerLate},
		{"有通知发到一半停住了", lateLease, timerLate},
	}
	// A demo office's past is being told: its deadlines wait on purpose. Or a test has moved the clock just now.
	excused := a.loop.held.Load() || a.clock.MovedWithin(timerLate)
	var figures Figures
	for _, q := range questions {
		var due sql.NullInt64
		if err := a.db.QueryRowContext(ctx, q.sql).Scan(&due); err != nil {
			a.log.Error("duty: the watch cannot ask", "error", err)
			say("数据读不出来", true)
			continue
		}
		if q.sql == lateTimer {
			figures.NextDue = due.Int64
		}
		say(q.reason, !excused && due.Valid && a.clock.Now()-due.Int64 > q.late.Milliseconds())
	}
	figures.Timers = a.count(ctx, "duty_timers WHERE problem = ''")
	figures.Resting = a.count(ctx, "duty_timers WHERE problem <> ''")
	figures.Queued = a.count(ctx, "duty_notices WHERE state = 'queued'")
	figures.Sending = a.count(ctx, "duty_notices WHERE state = 'sending'")
	say("有提醒办不成，停在那里", figures.Resting > 0)
	figures.FreeMB = freeMB(a.dir)
	say("磁盘快满了", figures.FreeMB >= 0 && figures.FreeMB < leastFreeMB)
	return figures, reasons
}

func (a *Audit) count(ctx context.Context, of string) (n int) {
	if err := a.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM (SELECT 1 FROM "+of+" LIMIT ?)", mostCounted).Scan(&n); err != nil {
		a.log.Error("duty: the watch cannot count", "error", err)
	}
	return n
}
