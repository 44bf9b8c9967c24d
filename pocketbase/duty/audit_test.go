package duty

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
)

// looked has the watch look twice, as it would by itself, and gives what it found.
func looked(s *Service) string {
	for range 2 {
		s.audit.look(context.Background())
	}
	return s.Health().Reason
}

func TestADeadlineThatIsLateIsFoundWithoutTheLoop(t *testing.T) {
	s := started(t)
	settle(t, s)
	s.sender.Stop() // what it reports would turn the loop
	if found := looked(s); found != "" {
		t.Fatal(found)
	}
	// Nobody told the loop of it.
	execute(t, s, "INSERT INTO duty_timers (id, about, name, args, due_at) VALUES ('late', 'x', 'no.such', '{}', 1000)")
	s.audit.last = nil
	s.audit.look(context.Background())
	if h := s.Health(); !h.OK {
		t.Error("one look is no proof: ", h.Reason)
	}
	if found := looked(s); found != "有到时的提醒没有发出" {
		t.Error(found)
	}
	execute(t, s, "UPDATE duty_timers SET problem = 'no' WHERE id = 'late'")
	if found := looked(s); found != "有提醒办不成，停在那里" || s.Health().Resting != 1 {
		t.Error(found)
	}
	execute(t, s, "DELETE FROM duty_timers WHERE id = 'late'")
	if found := looked(s); found != "" {
		t.Error(found)
	}
}

// The registered job that never runs: the chase says when its next step is, and nobody kept a deadline for it.
func TestAStepThatNobodyKeepsIsFound(t *testing.T) {
	s := started(t)
	settle(t, s)
	s.sender.Stop() // what it reports would turn the loop
	due := s.clock.Now() - 2*time.Minute.Milliseconds()
	insert := `INSERT INTO duty_records (id, collection, subject, audience, formerly, seq, data)
		VALUES ('lost', 'chases', 'x', 'duty', '', 1, json_object('state', 'answered', 'nextAt', ` + itoa(due) + `))`
	execute(t, s, insert)
	if found := looked(s); found != "有一步催办到时没有走" {
		t.Error(found)
	}
	execute(t, s, "UPDATE duty_records SET data = json_set(data, '$.nextAt', NULL) WHERE id = 'lost'")
	if found := looked(s); found != "" {
		t.Error(found)
	}
}

func itoa(n int64) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func TestANoticeThatIsStuckIsFound(t *testing.T) {
	s := started(t)
	settle(t, s)
	execute(t, s, "UPDATE duty_notices SET state = 'sent'")
	s.sender.Stop()
	if found := looked(s); found != "" {
		t.Fatal(found)
	}
	old := itoa(s.clock.Now() - 2*time.Minute.Milliseconds())
	for state, reason := range map[string]string{"queued": "有通知一分钟没有发出", "sending": "有通知发到一半停住了"} {
		for _, first := range []string{"0", "1"} {
			execute(t, s, `INSERT INTO duty_notices (id, person, kind, subject, created_at, next_at, state, first)
				VALUES ('stuck', 'p', 'assigned', 'x', `+old+`, `+old+`, '`+state+`', `+first+`)`)
			if found := looked(s); found != reason {
				t.Error(state, first, found)
			}
			execute(t, s, "DELETE FROM duty_notices WHERE id = 'stuck'")
			if found := looked(s); found != "" {
				t.Error(state, first, found)
			}
		}
	}
}

func TestTheWatchThatStopsSaysSoItself(t *testing.T) {
	s := started(t)
	s.audit.found.Store(&Found{At: time.Now().Add(-8 * time.Hour).UnixMilli()})
	if h := s.Health(); h.OK || !strings.Contains(h.Reason, "巡检停转") {
		t.Error(h)
	}
}

// An auditor too slow is none: it must not read what is over.
func TestTheWatchIsQuickAmongAMillionNotices(t *testing.T) {
	s := started(t)
	settle(t, s)
	s.sender.Stop()
	now := itoa(s.clock.Now())
	execute(t, s, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
		INSERT INTO duty_notices (id, person, kind, subject, created_at, next_at, state)
		SELECT 'm' || i, 'p', 'assigned', 'x', `+now+`, `+now+`, CASE WHEN i % 100 = 0 THEN 'queued' WHEN i % 100 = 1 THEN 'sending' ELSE 'sent' END FROM n`)
	took := time.Hour
	for range 5 {
		began := time.Now()
		s.audit.look(context.Background())
		took = min(took, time.Since(began))
	}
	t.Log("one look among 1,000,000 notices, 10,000 of them queued and 10,000 being sent:", took)
	if took > 20*time.Millisecond {
		t.Error("the watch takes", took)
	}
	for _, query := range []string{lateTimer, lateChase, lateFirst, lateQueued, lateLease} {
		var plan []struct {
			Detail string `db:"detail"`
		}
		if err := s.app.DB().NewQuery("EXPLAIN QUERY PLAN " + query).All(&plan); err != nil {
			t.Fatal(err)
		}
		if len(plan) == 0 || !strings.Contains(plan[0].Detail, "INDEX duty_") {
			t.Error(query, plan)
		}
	}
}

func TestTheHeartbeatStopsWithHealth(t *testing.T) {
	s := started(t)
	settle(t, s)
	beats := make(chan string, 10)
	watcher := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		beats <- r.Method + " " + r.URL.String() + " " + string(body)
	}))
	defer watcher.Close()
	if err := s.heartbeat.Set(watcher.URL+"/life?key=1", http.MethodPost, "admin"); err != nil {
		t.Fatal(err)
	}
	first := <-beats
	head := s.loop.Head()
	if !strings.Contains(first, `"seq":`+itoa(head.Seq)) || !strings.Contains(first, head.Hash) {
		t.Error(first, head)
	}
	if err := s.heartbeat.Set(watcher.URL, http.MethodGet, "admin"); err != nil {
		t.Fatal(err)
	}
	if second := <-beats; !strings.HasPrefix(second, "GET /?hash="+head.Hash) {
		t.Error(second)
	}
	broken := "no"
	s.loop.broken.Store(&broken)
	if err := s.heartbeat.Beat(context.Background()); err == nil || len(beats) > 0 {
		t.Error("a sign of life while nothing can be written")
	}
	if beat := s.heartbeat.State(); !strings.Contains(beat.Problem, "数据写不进去") {
		t.Error(beat)
	}
	s.loop.broken.Store(nil)
	var kept string
	if err := s.app.DB().NewQuery("SELECT url FROM duty_heartbeat WHERE one = {:one}").Bind(dbx.Params{"one": 1}).Row(&kept); err != nil || kept != watcher.URL {
		t.Error(kept, err)
	}
}
