package duty

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
)

// Change is one record as a reader may see it now; Record null: no longer to be seen.
type Change struct {
	Seq        int64           `json:"seq"`
	Collection string          `json:"collection"`
	ID         string          `json:"id"`
	Record     json.RawMessage `json:"record"`
}

// Page of the feed. Next is the cursor for the page after it. Log names the log (the hash of its first event), so that
// a phone notices when the office was set up anew.
type Page struct {
	Changes []Change `json:"changes"`
	Next    int64    `json:"next"`
	More    bool     `json:"more"`
	Log     string   `json:"log"`
	// Why all is not well with the server; "": it is.
	Unwell string `json:"unwell,omitempty"`
}

// ErrReset: the cursor does not lead on from here; the phone starts over with a snapshot.
var ErrReset = errors.New("duty: the cursor is too old, or the reader's rights have changed")

// scanAtMost bounds the rows looked at for one page: a reader who may see few of them gets a short page and `more`.
const scanAtMost = 5_000

// Changes after a cursor, of at least limit records if there are as many. A page ends between commands, never within
// one. Without a cursor (since < 0) it is a snapshot: nothing is said of what cannot be seen.
func (s *Store) Changes(ctx context.Context, rights *Rights, since int64, limit int) (*Page, error) {
	snapshot := since < 0
	if snapshot {
		since = 0
	}
	// One read transaction: a record that changes hands while it is being given out must not slip through.
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	var head int64
	page := &Page{Changes: []Change{}, Next: since}
	err = tx.QueryRow("SELECT COALESCE(MAX(seq), 0), COALESCE((SELECT hash FROM duty_events WHERE seq = 1), '') FROM duty_events").Scan(&head, &page.Log)
	if err != nil {
		return nil, err
	}
	if !snapshot && (since > head || !rights.leadsOn(since)) {
		return nil, ErrReset
	}
	rows, err := tx.Query("SELECT seq, id, collection, audience, formerly FROM duty_records WHERE seq > ? ORDER BY seq", since)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var last int64
	for scanned := 0; rows.Next(); scanned++ {
		var c Change
		var audience, formerly string
		if err := rows.Scan(&c.Seq, &c.ID, &c.Collection, &audience, &formerly); err != nil {
			return nil, err
		}
		if c.Seq != last && (len(page.Changes) >= limit || scanned >= scanAtMost) {
			page.More = true
			break
		}
		last = c.Seq
		switch {
		case rights.Intersects(audience):
			c.Record = json.RawMessage{} // filled below
			page.Changes = append(page.Changes, c)
		case !snapshot && rights.Intersects(formerly):
			page.Changes = append(page.Changes, c)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	page.Next = last
	if !page.More {
		page.Next = max(head, since)
	}
	rights.give(page.Next)
	return page, fill(tx, page)
}

// fill reads the JSON of the records that may be seen; most of those looked at for a small section are not.
func fill(tx *sql.Tx, page *Page) error {
	for i := range page.Changes {
		c := &page.Changes[i]
		if c.Record == nil {
			continue
		}
		var data string
		if err := tx.QueryRow("SELECT data FROM duty_records WHERE id = ?", c.ID).Scan(&data); err != nil {
			return err
		}
		c.Record = json.RawMessage(data)
	}
	return nil
}

// Rights record of a person: its JSON and since when it stands.
func (s *Store) Rights(person string) (data string, seq int64, err error) {
	err = s.row("SELECT data, seq FROM duty_records WHERE subject = ? AND subject <> id AND collection = 'rights'", []any{person}, &data, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return data, seq, err
}
