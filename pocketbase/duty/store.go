package duty

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Store is the loop's view of the data file: reads of what is committed, and one write a group. Only the loop writes
// the duty tables, so what it read stays true until it writes.
type Store struct {
	read, write *sql.DB       // PocketBase's pools; write has a single connection
	patience    time.Duration // with whoever holds that one, as a backup does for minutes
	mu          sync.Mutex
	statements  map[string]*sql.Stmt
}

// NewStore prepares the loop's statements on PocketBase's connections.
func NewStore(read, write *sql.DB) *Store {
	return &Store{read: read, write: write, patience: 30 * time.Second, statements: map[string]*sql.Stmt{}}
}

func (s *Store) prepared(db *sql.DB, query string) (*sql.Stmt, error) {
	s.mu.Lock()
	st := s.statements[query]
	s.mu.Unlock()
	if st != nil {
		return st, nil
	}
	// Not under the lock: it waits for a connection, and whoever reads must not wait with it.
	st, err := db.Prepare(query)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if earlier := s.statements[query]; earlier != nil {
		_ = st.Close()
		return earlier, nil
	}
	s.statements[query] = st
	return st, nil
}

func (s *Store) row(query string, args []any, into ...any) error {
	st, err := s.prepared(s.read, query)
	if err != nil {
		return err
	}
	return st.QueryRow(args...).Scan(into...)
}

// errHeld: a write ran out of patience. A read that does is another thing: there the query itself may be at fault.
var errHeld = errors.New("duty: the data file could not be written in time")

// diskTrouble tells whether a failed write says nothing against what was written: a full or failing disk, a locked file, one
// that somebody else holds.
func diskTrouble(err error) bool {
	if errors.Is(err, errHeld) {
		return true
	}
	var coded interface{ Code() int }
	if !errors.As(err, &coded) {
		return false
	}
	switch coded.Code() & 0xff {
	case 5, 6, 8, 10, 11, 13, 14, 26: // busy, locked, read-only, I/O, corrupt, full, cannot open, not a database
		return true
	}
	return false
}

// Head is the end of the log as committed.
func (s *Store) Head() (Head, error) {
	var h Head
	err := s.row("SELECT seq, hash FROM duty_events ORDER BY seq DESC LIMIT 1", nil, &h.Seq, &h.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return h, err
}

// Record's JSON, "" where there is none.
func (s *Store) Record(collection, id string) (string, error) {
	var data string
	err := s.row("SELECT data FROM duty_records WHERE id = ? AND collection = ?", []any{id, collection}, &data)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return data, err
}

// seen is a record's JSON with who may see it, "" where there is none.
func (s *Store) seen(collection, id string) (data, audience string, err error) {
	err = s.row("SELECT data, audience FROM duty_records WHERE id = ? AND collection = ?", []any{id, collection}, &data, &audience)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return data, audience, err
}

// LessonsSince is what routing has learned after a seq: seq, JSON, seq, JSON, …, oldest first.
func (s *Store) LessonsSince(seq int64) ([]any, error) {
	st, err := s.prepared(s.read, "SELECT seq, data FROM duty_records WHERE collection = 'lessons' AND seq > ? ORDER BY seq")
	if err != nil {
		return nil, err
	}
	rows, err := st.Query(seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []any
	for rows.Next() {
		var at int64
		var data string
		if err := rows.Scan(&at, &data); err != nil {
			return nil, err
		}
		all = append(all, at, data)
	}
	return all, rows.Err()
}

// everyOf begins a subject that is all of a collection; there is an index for the people, and for no other.
const everyOf = "all:"

// Subject is all that belongs to a subject, itself included.
func (s *Store) Subject(ctx context.Context, id string) ([]Record, error) {
	if collection, every := strings.CutPrefix(id, everyOf); every {
		return s.every(ctx, collection)
	}
	st, err := s.prepared(s.read, `SELECT id, collection, subject, data FROM duty_records WHERE id = ?1
		UNION ALL SELECT id, collection, subject, data FROM duty_records WHERE subject = ?1 AND subject <> id`)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(ctx, id)
	if err != nil {
		return nil, err
	}
	return scanRecords(rows)
}

func (s *Store) every(ctx context.Context, collection string) ([]Record, error) {
	if collection != "people" {
		return nil, fmt.Errorf("duty: there is no list of %s", collection)
	}
	st, err := s.prepared(s.read, "SELECT id, collection, subject, data FROM duty_records WHERE collection = 'people' ORDER BY id")
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(ctx)
	if err != nil {
		return nil, err
	}
	return scanRecords(rows)
}

func scanRecords(rows *sql.Rows) ([]Record, error) {
	defer rows.Close()
	var all []Record
	for rows.Next() {
		var r Record
		if err := rows.Scan(&r.ID, &r.Collection, &r.Subject, &r.Data); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// Account as an administrator sees it. SignedInAt: when its owner last signed in or opened the app, unix ms.
type Account struct {
	Person     string `json:"person"`
	Username   string `json:"username"`
	SignedInAt *int64 `json:"signedInAt"`
}

// Accounts, in the order of their usernames.
func (s *Store) Accounts(ctx context.Context) ([]Account, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT p.id, p.username, i.at FROM people p
		LEFT JOIN duty_signins i ON i.person = p.id ORDER BY p.username`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []Account{}
	for rows.Next() {
		var a Account
		if err := rows.Scan(&a.Person, &a.Username, &a.SignedInAt); err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, rows.Err()
}

// AccountNamed is whose username it is, "" where nobody's.
func (s *Store) AccountNamed(username string) (person string, err error) {
	err = s.row("SELECT id FROM people WHERE username = ? COLLATE NOCASE", []any{username}, &person)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return person, err
}

// SignedIn notes when a person last signed in.
func (s *Store) SignedIn(person string, at int64) error {
	_, err := s.write.Exec("INSERT INTO duty_signins (person, at) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET at = excluded.at", person, at)
	return err
}

// HasAdmin tells whether anybody administers the office.
func (s *Store) HasAdmin() (has bool, err error) {
	err = s.row(`SELECT EXISTS (SELECT 1 FROM duty_records r, json_each(r.data, '$.sees') w
		WHERE r.collection = 'rights' AND w.value = 'admin')`, nil, &has)
	return has, err
}

// Commands of these ids that were answered before.
func (s *Store) Commands(ids []string) (map[string]*stored, error) {
	known := map[string]*stored{}
	st, err := s.prepared(s.read, `SELECT id, actor, name, args, status, refusals, seq FROM duty_commands
		WHERE id IN (SELECT value FROM json_each(?))`)
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := st.Query(string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		c := &stored{}
		if err := rows.Scan(&c.command.ID, &c.command.Actor, &c.command.Name, &c.args, &c.status, &c.refusals, &c.seq); err != nil {
			return nil, err
		}
		known[c.command.ID] = c
	}
	return known, rows.Err()
}

// Due are the deadlines that have come, oldest first.
func (s *Store) Due(now int64, limit int) ([]Timer, error) {
	st, err := s.prepared(s.read, "SELECT no, id, about, name, args, due_at FROM duty_timers WHERE problem = '' AND due_at <= ? ORDER BY due_at, no LIMIT ?")
	if err != nil {
		return nil, err
	}
	rows, err := st.Query(now, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var due []Timer
	for rows.Next() {
		var t Timer
		if err := rows.Scan(&t.no, &t.ID, &t.About, &t.Name, &t.Args, &t.DueAt); err != nil {
			return nil, err
		}
		due = append(due, t)
	}
	return due, rows.Err()
}

// NextDue is the earliest deadline to come, false where there is none.
func (s *Store) NextDue() (int64, bool, error) {
	var due sql.NullInt64
	err := s.row("SELECT MIN(due_at) FROM duty_timers WHERE problem = ''", nil, &due)
	return due.Int64, due.Valid, err
}

// Rest marks a timer that cannot be met, so that it neither blocks the others nor comes for ever.
func (s *Store) Rest(no int64, problem string) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.patience)
	defer cancel()
	_, err := s.write.ExecContext(ctx, "UPDATE duty_timers SET problem = ? WHERE no = ?", problem, no)
	return err
}

// WakeTimers has those that rest tried again; any: there were some.
func (s *Store) WakeTimers(ctx context.Context) (some bool, err error) {
	if err = s.row("SELECT EXISTS (SELECT 1 FROM duty_timers WHERE problem <> '')", nil, &some); err == nil && some {
		_, err = s.write.ExecContext(ctx, "UPDATE duty_timers SET problem = '' WHERE problem <> ''")
	}
	return some, err
}

// Write commits a batch: one transaction, one sync of the disk, a few statements of many rows. OR ROLLBACK spares SQLite
// the journal that would undo a single statement: a batch is written whole or not at all.
func (s *Store) Write(b *batch) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.patience)
	defer cancel()
	w := writer{store: s}
	commands := make([][]any, len(b.order))
	for i, c := range b.order {
		commands[i] = []any{c.command.ID, c.command.Actor, c.command.Name, c.args, c.command.At, c.command.Device,
			c.command.RetryOf, c.receivedAt, c.status, c.refusals, c.seq}
	}
	w.add("INSERT OR ROLLBACK INTO duty_commands (id, actor, name, args, at, device, retry_of, received_at, status, refusals, seq) VALUES ", "", commands)
	events := make([][]any, len(b.events))
	for i := range b.events {
		e := &b.events[i]
		events[i] = []any{e.Seq, e.Command, e.Ordinal, e.Actor, e.At, e.ReceivedAt, e.Kind, e.Subject, e.Data, e.Prev, e.Hash}
	}
	w.add("INSERT OR ROLLBACK INTO duty_events (seq, command, ordinal, actor, at, received_at, kind, subject, data, prev, hash) VALUES ", "", events)
	records := make([][]any, len(b.touched))
	for i, id := range b.touched {
		r := b.records[id]
		records[i] = []any{r.ID, r.Collection, r.Subject, r.Audience, r.Formerly, r.Seq, r.Data}
	}
	w.add("INSERT OR ROLLBACK INTO duty_records (id, collection, subject, audience, formerly, seq, data) VALUES ",
		" ON CONFLICT (id) DO UPDATE SET audience = excluded.audience, formerly = excluded.formerly, seq = excluded.seq, data = excluded.data", records)
	for about := range b.cancelled {
		w.one("DELETE FROM duty_timers WHERE about = ?", about)
		w.one("UPDATE duty_notices SET state = 'withdrawn' WHERE about = ? AND state = 'queued'", about)
		w.one("UPDATE duty_notices SET state = 'withdrawn' WHERE about = ? AND state = 'sending'", about)
	}
	for _, no := range b.met {
		w.one("DELETE FROM duty_timers WHERE no = ?", no)
	}
	var timers [][]any
	for _, t := range b.timers {
		timers = append(timers, []any{t.ID, t.About, t.Name, t.Args, t.DueAt})
	}
	w.add("INSERT OR ROLLBACK INTO duty_timers (id, about, name, args, due_at) VALUES ", "", timers)
	notices := make([][]any, len(b.notices))
	for i, n := range b.notices {
		notices[i] = []any{n.ID, n.Person, n.Kind, n.Subject, n.DueAt, n.CreatedAt, n.About, n.Channels, n.First, n.Title, n.Body, n.CreatedAt}
	}
	w.add("INSERT OR ROLLBACK INTO duty_notices (id, person, kind, subject, due_at, created_at, about, channels, first, title, body, next_at) VALUES ", "", notices)
	conflicts := make([][]any, len(b.conflicts))
	for i, c := range b.conflicts {
		conflicts[i] = []any{c.command.ID, c.command.Actor, c.command.Name, c.args, c.command.At, c.command.Device, c.receivedAt}
	}
	w.add("INSERT OR IGNORE INTO duty_conflicts (command, actor, name, args, at, device, received_at) VALUES ", "", conflicts)
	err := w.commit(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, sql.ErrTxDone) {
		return errors.Join(errHeld, err)
	}
	return err
}

// writer gathers statements so that all are prepared before BEGIN: preparing on a pool of one connection while a
// transaction holds it would wait for ever.
type writer struct {
	store *Store
	steps []step
	err   error
}

type step struct {
	statement *sql.Stmt
	args      []any
}

// add inserts rows in statements of 32, 16, … 1 rows, so that few different statements serve every size of group.
func (w *writer) add(insert, suffix string, rows [][]any) {
	for size := 32; size >= 1 && len(rows) > 0; size /= 2 {
		for len(rows) >= size {
			one := "(" + strings.TrimSuffix(strings.Repeat("?,", len(rows[0])), ",") + ")"
			query := insert + strings.TrimSuffix(strings.Repeat(one+",", size), ",") + suffix
			args := make([]any, 0, size*len(rows[0]))
			for _, row := range rows[:size] {
				args = append(args, row...)
			}
			w.one(query, args...)
			rows = rows[size:]
		}
	}
}

func (w *writer) one(query string, args ...any) {
	if w.err != nil {
		return
	}
	var st *sql.Stmt
	if st, w.err = w.store.prepared(w.store.write, query); w.err == nil {
		w.steps = append(w.steps, step{st, args})
	}
}

func (w *writer) commit(ctx context.Context) error {
	if w.err != nil {
		return w.err
	}
	tx, err := w.store.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, s := range w.steps {
		if _, err := tx.Stmt(s.statement).Exec(s.args...); err != nil {
			return errors.Join(fmt.Errorf("duty: write: %w", err), tx.Rollback())
		}
	}
	return tx.Commit()
}
