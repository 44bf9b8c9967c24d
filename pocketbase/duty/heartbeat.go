package duty

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// Heartbeat tells an outside watcher every minute that all is well, with seq and hash of the log's end as an anchor: whoever keeps
// them can tell later whether the log was cut or rewritten. It falls silent as soon as the watch finds anything; silence is the alarm.
type Heartbeat struct {
	store  *Store
	health func() Health
	now    func() int64
	client *http.Client
	every  time.Duration
	log    *slog.Logger

	mu   sync.Mutex
	beat Beat
	wake chan struct{}
}

// Beat is the setting, and how the last one went. URL "": none is sent.
type Beat struct {
	URL    string `json:"url"`
	Method string `json:"method"`
	// Of the last that was taken; 0: none yet.
	At   int64  `json:"at"`
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"`
	// Why the last one was not taken, or not sent; "": it was.
	Problem string `json:"problem"`
}

const (
	beatEvery = time.Minute
	beatLimit = 10 * time.Second
)

// NewHeartbeat reads the setting.
func NewHeartbeat(store *Store, health func() Health, now func() int64, log *slog.Logger) (*Heartbeat, error) {
	h := &Heartbeat{store: store, health: health, now: now, every: beatEvery, log: log, wake: make(chan struct{}, 1)}
	// An answer elsewhere would be somebody else's word.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	h.client = &http.Client{Timeout: beatLimit, CheckRedirect: stay}
	err := store.row("SELECT url, method FROM duty_heartbeat", nil, &h.beat.URL, &h.beat.Method)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return h, err
}

// Run beats until ctx ends.
func (h *Heartbeat) Run(ctx context.Context) {
	tick := time.NewTicker(h.every)
	defer tick.Stop()
	for {
		_ = h.Beat(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-h.wake:
		}
	}
}

// Set keeps the setting and beats at once. "" ends it.
func (h *Heartbeat) Set(address, method, by string) error {
	query, args := "DELETE FROM duty_heartbeat", []any(nil)
	if address != "" {
		query = "INSERT OR REPLACE INTO duty_heartbeat (one, url, method, set_at, set_by) VALUES (1, ?, ?, ?, ?)"
		args = []any{address, method, h.now(), by}
	}
	if _, err := h.store.write.Exec(query, args...); err != nil {
		return err
	}
	h.mu.Lock()
	h.beat = Beat{URL: address, Method: method}
	h.mu.Unlock()
	select {
	case h.wake <- struct{}{}:
	default:
	}
	return nil
}

// State is the setting, and how the last one went.
func (h *Heartbeat) State() Beat {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.beat
}

// Beat sends one, unless there is nowhere to send it or not all is well.
func (h *Heartbeat) Beat(ctx context.Context) error {
	to := h.State()
	if to.URL == "" {
		return nil
	}
	health := h.health()
	err := errors.New("没有发：" + health.Reason)
	if health.OK {
		err = h.send(ctx, to.URL, to.Method, health)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.beat.URL != to.URL {
		return err // set anew meanwhile
	}
	h.beat.Problem = ""
	if err != nil {
		h.beat.Problem = err.Error()
		return err
	}
	h.beat.At, h.beat.Seq, h.beat.Hash = h.now(), health.Seq, health.Hash
	return nil
}

func (h *Heartbeat) send(ctx context.Context, address, method string, health Health) error {
	target, err := url.Parse(address)
	if err != nil {
		return errors.New("网址不对")
	}
	var body io.Reader
	if method == http.MethodGet {
		query := target.Query()
		query.Set("seq", strconv.FormatInt(health.Seq, 10))
		query.Set("hash", health.Hash)
		target.RawQuery = query.Encode()
	} else {
		text, _ := json.Marshal(map[string]any{"seq": health.Seq, "hash": health.Hash, "at": h.now()})
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, target.String(), body)
	if err != nil {
		return errors.New("网址不对")
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := h.client.Do(request)
	if err != nil {
		var said *url.Error
		if errors.As(err, &said) {
			err = said.Err // without the address, which may be a key
		}
		h.log.Warn("duty: the heartbeat was not taken", "error", err)
		return errors.New("连不上")
	}
	_ = answer.Body.Close()
	if answer.StatusCode >= 300 {
		return fmt.Errorf("对方回答 %d", answer.StatusCode)
	}
	return nil
}
