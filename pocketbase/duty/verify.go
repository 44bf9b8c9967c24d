package duty

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Verified is what a sound log holds.
type Verified struct{ Events, Records int64 }

// Verify reads a data file and says where the log first breaks: the chain, a command that is missing, the anchor (zero:
// none given), and the records, which are made anew from the events and compared. It writes nothing to the file; the new
// records stand in `scratch`, an empty database.
func Verify(ctx context.Context, data, scratch *sql.DB, bundle string, anchor Head, log *slog.Logger) (Verified, error) {
	var done Verified
	vm, err := NewVM("duty.js", bundle, time.Minute, log, "replay")
	if err != nil {
		return done, err
	}
	remade, err := newRemade(ctx, scratch)
	if err != nil {
		return done, err
	}
	defer remade.close()
	vm.source = remade
	tx, err := data.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return done, err
	}
	defer func() { _ = tx.Rollback() }()

	rows, err := tx.QueryContext(ctx, `SELECT e.seq, e.command, e.ordinal, e.actor, e.at, e.received_at, e.kind, e.subject, e.data, e.prev, e.hash,
		c.id IS NOT NULL FROM duty_events e LEFT JOIN duty_commands c ON c.id = e.command ORDER BY e.seq`)
	if err != nil {
		return done, err
	}
	defer rows.Close()
	var head Head
	var command []Event // the events of one command are applied together, as when it was decided
	for rows.Next() {
		var e Event
		var known bool
		if err := rows.Scan(&e.Seq, &e.Command, &e.Ordinal, &e.Actor, &e.At, &e.ReceivedAt, &e.Kind, &e.Subject, &e.Data, &e.Prev, &e.Hash, &known); err != nil {
			return done, err
		}
		switch {
		case e.Seq != head.Seq+1:
			return done, fmt.Errorf("第 %d 条事件缺失", head.Seq+1)
		case e.Prev != head.Hash:
			return done, fmt.Errorf("第 %d 条事件接不上前一条", e.Seq)
		case e.Hash != e.digest():
			return done, fmt.Errorf("第 %d 条事件被改过", e.Seq)
		case !known:
			return done, fmt.Errorf("第 %d 条事件的命令 %s 缺失", e.Seq, e.Command)
		case e.Seq == anchor.Seq && e.Hash != anchor.Hash:
			return done, fmt.Errorf("第 %d 条事件与留存的校验值不符", e.Seq)
		}
		head = Head{e.Seq, e.Hash}
		if len(command) > 0 && command[0].Command != e.Command {
			if err := remade.apply(ctx, vm, command); err != nil {
				return done, err
			}
			command = command[:0]
		}
		command = append(command, e)
	}
	if err := rows.Err(); err != nil {
		return done, err
	}
	if err := remade.apply(ctx, vm, command); err != nil {
		return done, err
	}
	if anchor.Seq > head.Seq {
		return done, fmt.Errorf("日志到第 %d 条为止，留存的校验值在第 %d 条：尾部被截去", head.Seq, anchor.Seq)
	}
	done.Events = head.Seq
	done.Records, err = remade.compare(ctx, tx)
	return done, err
}

// remade holds the records as the log makes them, in a database of its own so that a long log needs little memory.
type remade struct{ conn *sql.Conn }

func newRemade(ctx context.Context, scratch *sql.DB) (*remade, error) {
	conn, err := scratch.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for _, q := range []string{
		"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF",
		"CREATE TABLE made (id TEXT PRIMARY KEY, collection TEXT, subject TEXT, audience TEXT, formerly TEXT, seq INTEGER, data TEXT)",
		"CREATE INDEX made_subject ON made (subject) WHERE subject <> id",
		"BEGIN",
	} {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return &remade{conn}, nil
}

func (m *remade) close() { _ = m.conn.Close() }

func (m *remade) apply(ctx context.Context, vm *VM, command []Event) error {
	if len(command) == 0 {
		return nil
	}
	rows := make([]any, len(command))
	for i, e := range command {
		rows[i] = []any{e.Kind, e.Subject, e.Data, e.Command, e.Ordinal, e.Actor, e.At, e.ReceivedAt}
	}
	last := command[len(command)-1].Seq
	res, err := vm.Call("replay", rows...)
	if err != nil {
		return fmt.Errorf("第 %d 条事件重放失败: %w", last, err)
	}
	list, _ := res.Export().([]any)
	for _, r := range records(list) {
		if _, err := m.conn.ExecContext(ctx, `INSERT INTO made VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
			SET audience = excluded.audience, formerly = excluded.formerly, seq = excluded.seq, data = excluded.data`,
			r.ID, r.Collection, r.Subject, r.Audience, r.Formerly, last, r.Data); err != nil {
			return err
		}
	}
	return nil
}

// Record implements Source.
func (m *remade) Record(collection, id string) (string, error) {
	var data string
	err := m.conn.QueryRowContext(context.Background(), "SELECT data FROM made WHERE id = ? AND collection = ?", id, collection).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return data, err
}

// Subject implements Source.
func (m *remade) Subject(ctx context.Context, id string) ([]Record, error) {
	rows, err := m.conn.QueryContext(ctx, "SELECT id, collection, subject, data FROM made WHERE id = ?1 UNION ALL SELECT id, collection, subject, data FROM made WHERE subject = ?1 AND subject <> id", id)
	if err != nil {
		return nil, err
	}
	return scanRecords(rows)
}

// compare goes through both in step and names the first record that differs.
func (m *remade) compare(ctx context.Context, tx *sql.Tx) (int64, error) {
	const list = "SELECT id, collection, subject, audience, formerly, seq, data FROM "
	made, err := m.conn.QueryContext(ctx, list+"made ORDER BY id")
	if err != nil {
		return 0, err
	}
	defer made.Close()
	stored, err := tx.QueryContext(ctx, list+"duty_records ORDER BY id")
	if err != nil {
		return 0, err
	}
	defer stored.Close()
	next := func(rows *sql.Rows) (r Record, ok bool, err error) {
		if !rows.Next() {
			return r, false, rows.Err()
		}
		return r, true, rows.Scan(&r.ID, &r.Collection, &r.Subject, &r.Audience, &r.Formerly, &r.Seq, &r.Data)
	}
	for n := int64(0); ; n++ {
		a, more, err := next(made)
		if err != nil {
			return n, err
		}
		b, left, err := next(stored)
		switch {
		case err != nil:
			return n, err
		case !more && !left:
			return n, nil
		case !left || more && a.ID < b.ID:
			return n, fmt.Errorf("记录 %s/%s 缺失", a.Collection, a.ID)
		case !more || b.ID < a.ID:
			return n, fmt.Errorf("记录 %s/%s 没有来历", b.Collection, b.ID)
		case a != b:
			return n, fmt.Errorf("记录 %s/%s 与日志不符", b.Collection, b.ID)
		}
	}
}
