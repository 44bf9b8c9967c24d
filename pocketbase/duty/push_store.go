package duty

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/pocketbase/pocketbase/tools/types"

	"zhiban/channels"
)

// PushState of a device as its owner and administrators see it. Times are unix ms, 0 never.
type PushState struct {
	Endpoint  string `json:"endpoint,omitempty"` // for the device itself
	At        int64  `json:"at"`
	Problem   string `json:"problem"` // see channels.PushDevices.Noted
	ProblemAt int64  `json:"problemAt"`
	TookAt    int64  `json:"tookAt"`
	ShownAt   int64  `json:"shownAt"`
}

// DeviceWithPush: where somebody is signed in, and whether notices come there.
type DeviceWithPush struct {
	Person   string     `json:"person"`
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	LastSeen int64      `json:"lastSeen"`
	Ended    bool       `json:"ended"`
	Push     *PushState `json:"push"`
}

// PushKeys are read, or made and kept.
func (s *Store) PushKeys(anew func() (channels.VAPID, error)) (keys channels.VAPID, err error) {
	read := func() error {
		return s.row("SELECT public, private FROM duty_push_keys", nil, &keys.Public, &keys.Private)
	}
	if err = read(); !errors.Is(err, sql.ErrNoRows) {
		return keys, err
	}
	if keys, err = anew(); err != nil {
		return keys, err
	}
	if _, err = s.write.Exec("INSERT INTO duty_push_keys (one, public, private) VALUES (1, ?, ?)", keys.Public, keys.Private); err != nil {
		return keys, err
	}
	return keys, read()
}

// channelOn tells whether the office sends by a channel.
func (s *Store) channelOn(name string) (on bool, err error) {
	err = s.row("SELECT enabled FROM duty_channels WHERE name = ?", []any{name}, &on)
	return on, err
}

// PushOn a device, for this person; nil where it was not asked for.
func (s *Store) PushOn(device, person string) (*PushState, error) {
	p := &PushState{}
	err := s.row(`SELECT endpoint, at, problem, problem_at, took_at, shown_at FROM duty_push WHERE device = ? AND person = ?`,
		[]any{device, person}, &p.Endpoint, &p.At, &p.Problem, &p.ProblemAt, &p.TookAt, &p.ShownAt)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return p, err
}

// Subscribe has notices for a person come to a device. The same again changes nothing, also where it is over: the browser
// has to make another.
func (s *Store) Subscribe(person string, now int64, d channels.PushDevice) error {
	tx, err := s.write.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err = tx.Exec("DELETE FROM duty_push WHERE endpoint = ? AND device <> ?", d.Endpoint, d.ID); err != nil {
		return err
	}
	if _, err = tx.Exec(`INSERT INTO duty_push (device, person, endpoint, p256dh, auth, origin, at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (device) DO UPDATE SET person = excluded.person, endpoint = excluded.endpoint, p256dh = excluded.p256dh,
		auth = excluded.auth, origin = excluded.origin, at = excluded.at, problem = '', problem_at = 0, took_at = 0, shown_at = 0
		WHERE endpoint <> excluded.endpoint OR person <> excluded.person`,
		d.ID, person, d.Endpoint, d.P256dh, d.Auth, d.Origin, now); err != nil {
		return err
	}
	return tx.Commit()
}

// Unsubscribe a device.
func (s *Store) Unsubscribe(device string) error {
	_, err := s.write.Exec("DELETE FROM duty_push WHERE device = ?", device)
	return err
}

// UnsubscribePerson everywhere.
func (s *Store) UnsubscribePerson(person string) error {
	_, err := s.write.Exec("DELETE FROM duty_push WHERE person = ?", person)
	return err
}

// PushDevices of a person that take notices, or that one alone. A device whose sign-in does not hold any more gets none:
// it may not be its owner who looks at it.
func (s *Store) PushDevices(person, device string) ([]channels.PushDevice, error) {
	st, err := s.prepared(s.read, `SELECT p.device, d.device, p.origin, p.endpoint, p.p256dh, p.auth FROM duty_push p
		JOIN devices d ON d.id = p.device
		WHERE p.person = ?1 AND p.problem <> 'gone' AND NOT d.ended AND (?2 = '' OR p.device = ?2)`)
	if err != nil {
		return nil, err
	}
	rows, err := st.Query(person, device)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []channels.PushDevice
	for rows.Next() {
		var d channels.PushDevice
		if err := rows.Scan(&d.ID, &d.Name, &d.Origin, &d.Endpoint, &d.P256dh, &d.Auth); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, rows.Err()
}

// PushNoted keeps what became of the last notice to a device. What is over keeps its address alone, so that the device can
// be told to make another.
func (s *Store) PushNoted(device, problem string, now int64) error {
	query := "UPDATE duty_push SET problem = ?, problem_at = ? WHERE device = ?"
	switch problem {
	case "":
		query = "UPDATE duty_push SET problem = ?, problem_at = 0, took_at = ? WHERE device = ?"
	case channels.PushGone:
		query = "UPDATE duty_push SET problem = ?, problem_at = ?, p256dh = '', auth = '' WHERE device = ?"
	}
	_, err := s.write.Exec(query, problem, now, device)
	return err
}

// PushShown keeps that a device showed a notice. The first time it tells whom it was for, and what it was about.
func (s *Store) PushShown(notice, device string, now int64) (person, subject string, err error) {
	if _, err = s.write.Exec("UPDATE duty_push SET shown_at = ? WHERE device = ?", now, device); err != nil {
		return "", "", err
	}
	err = s.write.QueryRow("UPDATE duty_notices SET shown_at = ? WHERE id = ? AND shown_at IS NULL RETURNING person, subject", now, notice).
		Scan(&person, &subject)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return person, subject, err
}

// DevicesWithPush of a person, or of everybody, those used last first.
func (s *Store) DevicesWithPush(ctx context.Context, person string) ([]DeviceWithPush, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT d.person, d.id, d.name, d.lastSeen, d.ended,
		p.at, coalesce(p.problem, ''), coalesce(p.problem_at, 0), coalesce(p.took_at, 0), coalesce(p.shown_at, 0)
		FROM devices d LEFT JOIN duty_push p ON p.device = d.id AND p.person = d.person
		WHERE ?1 = '' OR d.person = ?1 ORDER BY d.person, d.lastSeen DESC`, person)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []DeviceWithPush{}
	for rows.Next() {
		var d DeviceWithPush
		var seen types.DateTime
		var at sql.NullInt64
		var p PushState
		if err := rows.Scan(&d.Person, &d.ID, &d.Name, &seen, &d.Ended, &at, &p.Problem, &p.ProblemAt, &p.TookAt, &p.ShownAt); err != nil {
			return nil, err
		}
		if !seen.IsZero() {
			d.LastSeen = seen.Time().UnixNano() / int64(time.Millisecond)
		}
		if p.At = at.Int64; at.Valid {
			d.Push = &p
		}
		all = append(all, d)
	}
	return all, rows.Err()
}

// sqlSignable says subject <> id, as the index does, or it would go through all records.
const sqlSignable = `SELECT id, data ->> '$.section' FROM duty_records WHERE subject = ? AND subject <> id
	AND collection = 'assignments' AND data ->> '$.state' = 'waiting' ORDER BY seq DESC LIMIT 1`

// Signable is the assignment of a subject that waits for the 签收 of whoever has these rights. Whether it does the domain
// decides when it is signed; this only spares people a button that would be refused.
func (s *Store) Signable(subject string, rights *Rights) (string, error) {
	var assignment, section string
	err := s.row(sqlSignable, []any{subject}, &assignment, &section)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !rights.Intersects("section:"+section) {
		return "", nil
	}
	return assignment, err
}

// pushDevices is the store as the channel sees it: who sees nothing is told nothing.
type pushDevices struct{ s *Service }

func (p pushDevices) Of(person string) ([]channels.PushDevice, error) {
	rights, err := p.s.signed.Rights(person)
	if err != nil || len(rights.Sees) == 0 {
		return nil, err
	}
	return p.s.store.PushDevices(person, "")
}

func (p pushDevices) Noted(device, problem string) error {
	return p.s.store.PushNoted(device, problem, p.s.clock.Now())
}

func (p pushDevices) Signable(person, subject string) (string, error) {
	rights, err := p.s.signed.Rights(person)
	if err != nil {
		return "", err
	}
	return p.s.store.Signable(subject, rights)
}
