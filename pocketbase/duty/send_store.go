package duty

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
)

const itemColumns = "id, person, kind, subject, title, body, about, channels, first, created_at, next_at, place, tries, bundle"

// queued notices that are due by then, first words first, each asked of its partial index.
func (s *Store) queued(due int64, limit int) ([]*item, error) {
	var all []*item
	for _, first := range []int{1, 0} {
		rows, err := s.read.Query("SELECT "+itemColumns+` FROM duty_notices INDEXED BY duty_notices_due
			WHERE state = 'queued' AND first = ? AND next_at <= ? ORDER BY next_at LIMIT ?`, first, due, limit-len(all))
		if err != nil {
			return nil, err
		}
		if all, err = scanItems(rows, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanItems(rows *sql.Rows, all []*item) ([]*item, error) {
	defer rows.Close()
	for rows.Next() {
		it, names := &item{}, ""
		if err := rows.Scan(&it.id, &it.person, &it.kind, &it.subject, &it.title, &it.body, &it.about, &names, &it.first,
			&it.createdAt, &it.nextAt, &it.place, &it.tries, &it.bundle); err != nil {
			return nil, err
		}
		it.channels = strings.Fields(names)
		all = append(all, it)
	}
	return all, rows.Err()
}

// stillSending are those of the items that nobody has withdrawn since they were leased.
func (s *Store) stillSending(items []*item) ([]*item, error) {
	st, err := s.prepared(s.read, "SELECT id FROM duty_notices WHERE id IN (SELECT value FROM json_each(?)) AND +state = 'sending'")
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(items))
	for i, it := range items {
		ids[i] = it.id
	}
	rows, err := st.Query(asJSON(ids))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	there := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		there[id] = true
	}
	var still []*item
	for _, it := range items {
		if there[it.id] {
			still = append(still, it)
		}
	}
	return still, rows.Err()
}

// incidentOf a subject: itself, or what it belongs to; "" where there is none.
func (s *Store) incidentOf(subject string) (incident string, err error) {
	err = s.row(`SELECT CASE collection WHEN 'incidents' THEN id ELSE COALESCE(json_extract(data, '$.incident'), '') END
		FROM duty_records WHERE id = ?`, []any{subject}, &incident)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return incident, err
}

// takeUp makes queued again whatever an earlier run had leased: it has ended, for it held the data folder.
func (s *Sender) takeUp() error {
	now := s.clock.Now()
	if _, err := s.store.write.Exec("UPDATE duty_notices SET state = 'queued', next_at = ? WHERE state = 'sending'", now); err != nil {
		return fmt.Errorf("duty: leases: %w", err)
	}
	if err := s.readSettings(); err != nil {
		return err
	}
	rows, err := s.store.read.Query("SELECT id, args FROM duty_tried")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var t triedRow
		if err := rows.Scan(&t.id, &t.args); err != nil {
			return err
		}
		s.untold = append(s.untold, t)
	}
	s.swept = time.Now()
	items, err := s.store.queued(math.MaxInt64, mostItems)
	for _, it := range items {
		s.admit(it)
	}
	return errors.Join(err, rows.Err())
}

// sweep finds what memory does not know: rows that did not fit, and leases that ran out although nobody died.
func (s *Sender) sweep() {
	s.swept = time.Now()
	now := s.clock.Now()
	if _, err := s.store.overdueLeases(now); err != nil {
		s.log.Error("duty: leases could not be looked at", "error", err)
	}
	if len(s.items) >= mostItems {
		return
	}
	items, err := s.store.queued(now-sweepEvery.Milliseconds(), mostItems)
	if err != nil {
		s.log.Error("duty: the queue could not be read", "error", err)
		return
	}
	for _, it := range items {
		if len(s.items) < mostItems {
			s.admit(it)
		}
	}
}

// overdueLeases are given back where there are any.
func (s *Store) overdueLeases(now int64) (n int, err error) {
	err = s.row("SELECT COUNT(*) FROM duty_notices WHERE state = 'sending' AND next_at < ?", []any{now}, &n)
	if err == nil && n > 0 {
		_, err = s.write.Exec("UPDATE duty_notices SET state = 'queued', next_at = ?1 WHERE state = 'sending' AND next_at < ?1", now)
	}
	return n, err
}

// expireNotices ends all that are queued.
func (s *Store) expireNotices() error {
	_, err := s.write.Exec("UPDATE duty_notices SET state = 'expired' WHERE state = 'queued'")
	return err
}

// commitReturning writes as commit does, after a statement that gives back one text a row.
func (w *writer) commitReturning(ctx context.Context, query string, each func(string), args ...any) error {
	if w.err != nil {
		return w.err
	}
	st, err := w.store.prepared(w.store.write, query)
	if err != nil {
		return err
	}
	tx, err := w.store.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = func() error {
		for _, s := range w.steps {
			if _, err := tx.Stmt(s.statement).Exec(s.args...); err != nil {
				return err
			}
		}
		rows, err := tx.Stmt(st).Query(args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return err
			}
			each(text)
		}
		return rows.Err()
	}()
	if err != nil {
		return errors.Join(fmt.Errorf("duty: write: %w", err), tx.Rollback())
	}
	return tx.Commit()
}

// busyBeat between two tellings while the loop has its hands full: each costs it as much as half a report.
const busyBeat = 500 * time.Millisecond

// tell takes what came of notices to the log, a few at a time while others wait for the loop.
func (s *Sender) tell(ctx context.Context) {
	for {
		var rows []triedRow
		select {
		case <-ctx.Done():
			return
		case rows = <-s.tells:
		}
		for len(rows) > 0 {
			// A few at a time: what is on its way counts for more than what came of it.
			n := min(len(rows), 25)
			wait := time.Second
			if s.tellSome(rows[:n]) {
				rows = rows[n:]
				if wait = beat; !s.calm() {
					wait = busyBeat
				}
			}
			if !sleep(ctx, wait) {
				return
			}
		}
	}
}

func (s *Sender) tellSome(rows []triedRow) bool {
	commands := make([]Command, len(rows))
	for i, t := range rows {
		commands[i] = Command{ID: t.id, Name: "notice.tried", Args: json.RawMessage(t.args), At: s.clock.Now(), Device: "sender", Prepared: "null"}
	}
	answers, _, err := s.submit(commands)
	if err != nil {
		return false
	}
	var told []string
	all := true
	for i, a := range answers {
		if a.Retry {
			all = false
			continue
		}
		told = append(told, rows[i].id)
	}
	s.mu.Lock()
	s.told = append(s.told, told...)
	s.mu.Unlock()
	return all
}

func (s *Sender) handOver() {
	if len(s.untold) == 0 {
		return
	}
	select {
	case s.tells <- s.untold:
		s.untold = nil
	default:
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
