package duty

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	_ "zhiban/migrations"
)

// started runs the real loop with the real bundles on a temporary data file, with the demo office in it. The watch looks when a
// test has it look.
func started(t *testing.T) *Service {
	t.Helper()
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: t.TempDir()})
	if err := app.Bootstrap(); err != nil {
		t.Fatal(err)
	}
	if err := app.RunAllMigrations(); err != nil {
		t.Fatal(err)
	}
	s, err := Start(app, Bundles{dist(t, "duty.js"), dist(t, "prepare.js")}, Limits{Audit: time.Hour}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Stop()
		_ = app.ResetBootstrapState()
	})
	if err := s.Demo(dist(t, "demo.js")); err != nil {
		t.Fatal(err)
	}
	return s
}

// settle waits until what was due in the demo office's past has been met.
func settle(t *testing.T, s *Service) {
	t.Helper()
	for began := time.Now(); ; time.Sleep(time.Millisecond) {
		due, any, err := s.store.NextDue()
		if err != nil {
			t.Fatal(err)
		}
		if !any || due > s.clock.Now() {
			return
		}
		if time.Since(began) > time.Minute {
			t.Fatal("the demo office's past is still being met")
		}
	}
}

func dist(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../dist/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// officer of the demo office.
const officer = "person000000002"

var written int

func writeLog(text string) Command {
	written++
	args, _ := json.Marshal(map[string]string{"text": text})
	return Command{ID: fmt.Sprintf("looptest%07d", written), Name: "log.write", Args: args, Actor: officer, At: 1}
}

func submit(t *testing.T, s *Service, commands ...Command) []Answer {
	t.Helper()
	answers, _, err := s.loop.Submit(commands)
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

func execute(t *testing.T, s *Service, query string) {
	t.Helper()
	if _, err := s.app.NonconcurrentDB().(*dbx.DB).DB().Exec(query); err != nil {
		t.Fatal(err)
	}
}

func logged(t *testing.T, s *Service, text string) (n int) {
	t.Helper()
	err := s.app.DB().NewQuery("SELECT COUNT(*) FROM duty_events WHERE data LIKE {:text}").Bind(dbx.Params{"text": "%" + text + "%"}).Row(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatCannotBeWrittenUndoesOnlyItself(t *testing.T) {
	s := started(t)
	execute(t, s, "CREATE TRIGGER sabotage BEFORE INSERT ON duty_events WHEN NEW.data LIKE '%unwritable%' BEGIN SELECT RAISE(ABORT, 'no'); END")
	bad := writeLog("unwritable")
	answers := submit(t, s, writeLog("honest 1"), bad, writeLog("honest 2"))
	if !answers[0].OK || !answers[2].OK || answers[1].OK || !answers[1].Retry {
		t.Fatalf("%+v", answers)
	}
	if s.loop.Replays.Load() != 1 {
		t.Error("the group was not decided again")
	}
	for range 2 {
		submit(t, s, bad)
	}
	last := submit(t, s, bad)[0]
	if last.Retry || !strings.Contains(string(last.Refusals), "poison") {
		t.Errorf("after four tries: %+v", last)
	}
	if again := submit(t, s, bad)[0]; string(again.Refusals) != string(last.Refusals) {
		t.Error("the refusal was not stored")
	}
	if logged(t, s, "honest") != 2 || logged(t, s, "unwritable") != 0 {
		t.Error("the log holds something else")
	}
}

func TestAGroupDecidedUponALostOneIsDecidedAgain(t *testing.T) {
	s := started(t)
	execute(t, s, "CREATE TRIGGER sabotage BEFORE INSERT ON duty_events WHEN NEW.data LIKE '%unwritable%' BEGIN SELECT RAISE(ABORT, 'no'); END")
	// One group is lost while others are being decided above it: every honest command is there once all the same.
	const n = 60
	done := make(chan Answer, n)
	for i := range n {
		text := fmt.Sprintf("stacked %d", i)
		if i%20 == 7 {
			text = "unwritable"
		}
		c := writeLog(text)
		go func() {
			answers, _, err := s.loop.Submit([]Command{c})
			if err != nil {
				t.Error(err)
				done <- Answer{}
				return
			}
			done <- answers[0]
		}()
	}
	ok, retry := 0, 0
	for range n {
		switch a := <-done; {
		case a.OK:
			ok++
		case a.Retry:
			retry++
		}
	}
	if ok != 57 || retry != 3 || logged(t, s, "stacked") != 57 {
		t.Error(ok, retry, logged(t, s, "stacked"))
	}
}

func TestAFullDiskIsNobodysFault(t *testing.T) {
	s := started(t)
	var pages int
	if err := s.app.DB().NewQuery("PRAGMA page_count").Row(&pages); err != nil {
		t.Fatal(err)
	}
	execute(t, s, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	long := writeLog("the disk is full " + strings.Repeat("字", 20_000))
	for range 6 { // more often than any command may fail by itself
		if a := submit(t, s, long)[0]; !a.Retry {
			t.Fatalf("%+v", a)
		}
	}
	if h := s.Health(); h.OK {
		t.Error("healthy while nothing can be written")
	}
	execute(t, s, "PRAGMA max_page_count = 1000000")
	if a := submit(t, s, long)[0]; !a.OK {
		t.Fatalf("%+v", a)
	}
	if h := s.Health(); !h.OK {
		t.Error(h.Reason)
	}
}

// As a backup does, for minutes.
func TestAFileThatSomebodyElseHoldsIsNobodysFault(t *testing.T) {
	s := started(t)
	settle(t, s)
	honest := writeLog("written during the backup")
	execute(t, s, fmt.Sprintf("INSERT INTO duty_timers (id, about, name, args, due_at) VALUES ('duringbackup001', 'x', 'handover.late', '{}', %d)", s.clock.Now()+1_000))
	s.store.patience = 20 * time.Millisecond
	tx, err := s.app.NonconcurrentDB().(*dbx.DB).DB().Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }() // or nothing would end
	s.clock.Advance(2_000)
	s.loop.lookAgain()
	for range 6 { // more often than any may fail by itself; the deadline is tried each time too
		if a := submit(t, s, honest)[0]; !a.Retry {
			t.Fatalf("%+v", a)
		}
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	s.store.patience = 30 * time.Second
	if a := submit(t, s, honest)[0]; !a.OK {
		t.Fatalf("%+v", a)
	}
	settle(t, s)
	var resting int
	if err := s.app.DB().NewQuery("SELECT COUNT(*) FROM duty_timers WHERE problem <> ''").Row(&resting); err != nil || resting != 0 {
		t.Error(resting, err)
	}
}

func TestADeadlineAtRestIsTriedAgain(t *testing.T) {
	s := started(t)
	settle(t, s)
	s.stop()
	<-s.loop.ended
	count := func(where string) (n int) {
		t.Helper()
		if err := s.app.DB().NewQuery("SELECT COUNT(*) FROM duty_timers WHERE " + where).Row(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	rest := func(id string) {
		execute(t, s, "INSERT INTO duty_timers (id, about, name, args, due_at, problem) VALUES ('"+id+"', 'x', 'handover.late', '{}', 1000, 'what it was')")
	}
	rest("resting00000001")
	limits := s.loop.limits
	limits.Rest = time.Millisecond
	l, err := NewLoop(s.store, s.loop.vm, s.clock, s.poison, limits, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if count("problem <> ''") != 0 {
		t.Error("it rests on after a start")
	}
	rest("resting00000002")
	ctx, stop := context.WithCancel(t.Context())
	go l.Run(ctx)
	for began := time.Now(); count("id LIKE 'resting%'") > 0; time.Sleep(time.Millisecond) {
		if time.Since(began) > 10*time.Second {
			t.Fatal("it rests on")
		}
		l.lookAgain()
	}
	stop()
	<-l.ended
}

func TestStoppingAnswersWhatIsQueued(t *testing.T) {
	s := started(t)
	const n = 40
	answered := make(chan error, n)
	for i := range n {
		c := writeLog(fmt.Sprintf("last words %d", i))
		go func() {
			answers, _, err := s.loop.Submit([]Command{c})
			if err == nil && !answers[0].OK {
				err = fmt.Errorf("%+v", answers[0])
			}
			answered <- err
		}()
	}
	first := <-answered
	s.Stop()
	ok := 0
	for i := range n {
		err := first
		if i > 0 {
			err = <-answered
		}
		switch err {
		case nil:
			ok++
		case ErrStopped:
		default:
			t.Error(err)
		}
	}
	if got := logged(t, s, "last words"); got != ok {
		t.Errorf("%d answered, %d in the log", ok, got)
	}
}

func TestTheLogDefendsItself(t *testing.T) {
	s := started(t)
	db := s.app.NonconcurrentDB().(*dbx.DB).DB()
	for _, q := range []string{"DELETE FROM duty_events WHERE seq = 1", "UPDATE duty_events SET data = '{}' WHERE seq = 1"} {
		if _, err := db.Exec(q); err == nil || !strings.Contains(err.Error(), "日志只能增加") {
			t.Error(q, err)
		}
	}
}

func TestAReaderSeesWhatConcernsHim(t *testing.T) {
	s := started(t)
	settle(t, s)
	first, err := s.store.Changes(t.Context(), &Rights{Sees: []string{"nobody"}}, -1, 100)
	if err != nil || len(first.Changes) != 0 || first.More {
		t.Fatal(first, err)
	}
	all, err := s.store.Changes(t.Context(), &Rights{Sees: []string{"office", "duty"}}, -1, 10_000)
	if err != nil || all.More {
		t.Fatal(err)
	}
	// Read in small pages: the same records in the same order, and no command torn between two pages.
	var paged []Change
	since := int64(-1)
	for {
		page, err := s.store.Changes(t.Context(), &Rights{Sees: []string{"office", "duty"}}, since, 3)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(page.Changes); n > 0 && len(paged) > 0 && page.Changes[0].Seq == paged[len(paged)-1].Seq {
			t.Fatal("a command was torn at", page.Changes[0].Seq)
		}
		paged = append(paged, page.Changes...)
		since = page.Next
		if !page.More {
			break
		}
	}
	same := slices.EqualFunc(all.Changes, paged, func(a, b Change) bool { return a.ID == b.ID && string(a.Record) == string(b.Record) })
	if !same {
		t.Error(len(all.Changes), "at once,", len(paged), "in pages")
	}
}

// A standstill: the server was down while deadlines came. They are met at once after the start, in order, each once.
func TestDeadlinesOfAStandstillAreMetAtOnce(t *testing.T) {
	s := started(t)
	settle(t, s)
	past := len(overdue(t, s))
	s.clock.Advance(-660_000)
	page, err := s.store.Changes(t.Context(), &Rights{Sees: []string{"office"}}, -1, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	var section string
	for _, c := range page.Changes {
		if c.Collection == "sections" {
			section = c.ID
		}
	}
	const n = 300
	var commands []Command
	for i := range n {
		args, _ := json.Marshal(map[string]any{"kind": "incident", "text": fmt.Sprint("standstill ", i), "section": section})
		commands = append(commands, Command{ID: fmt.Sprintf("standstil%06d", i), Name: "incident.log", Args: args, Actor: officer, At: 1, Prepared: "null"})
	}
	for _, a := range submit(t, s, commands...) {
		if !a.OK {
			t.Fatalf("%+v", a)
		}
	}
	if len(overdue(t, s)) != past {
		t.Fatal("met before they came")
	}
	s.Stop()

	began := time.Now()
	again, err := Start(s.app, Bundles{dist(t, "duty.js"), dist(t, "prepare.js")}, Limits{Audit: time.Hour}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Stop()
	for len(overdue(t, again)) < past+n && time.Since(began) < 10*time.Second {
		time.Sleep(5 * time.Millisecond)
	}
	subjects := overdue(t, s)[past:]
	if took := time.Since(began); took > 2*time.Second || len(subjects) != n {
		t.Errorf("%d of %d after %v", len(subjects), n, took)
	}
	if len(subjects) != n || !slices.IsSorted(subjects) {
		t.Errorf("%d facts, in order: %v", len(subjects), slices.IsSorted(subjects))
	}
}

// overdue is what deadlines were met for, in the order of the log.
func overdue(t *testing.T, s *Service) (subjects []string) {
	t.Helper()
	if err := s.app.DB().NewQuery("SELECT subject FROM duty_events WHERE kind = 'assignment.overdue' ORDER BY seq").Column(&subjects); err != nil {
		t.Fatal(err)
	}
	return subjects
}

// What a person corrected is learned: the workers propose it for the next text alike, until an administrator undoes it.
func TestWorkersLearn(t *testing.T) {
	s := started(t)
	var office struct{ Catalogue string }
	record(t, s, "office", "office", &office)
	var catalogue struct {
		Sections []struct{ Section, Name string }
	}
	record(t, s, "catalogues", office.Catalogue, &catalogue)
	const text = "北山窑厂的窑工反映新窑的烟把宿舍熏黑了"
	suggested := func() string {
		request, _ := json.Marshal(map[string]string{"text": text, "catalogue": office.Catalogue})
		var answer struct{ Section *string }
		if err := json.Unmarshal([]byte(s.preparer.Prepare(string(request))), &answer); err != nil {
			t.Fatal(err)
		}
		if answer.Section == nil {
			return ""
		}
		return *answer.Section
	}
	before := suggested()
	other := catalogue.Sections[0].Section
	if other == before {
		other = catalogue.Sections[1].Section
	}
	args, _ := json.Marshal(map[string]any{"kind": "matter", "text": text, "section": other,
		"suggestion": map[string]any{"catalogue": office.Catalogue, "duties": []string{}, "section": nil}})
	const id = "learned00000001"
	if a := submit(t, s, Command{ID: id, Name: "incident.log", Args: args, Actor: officer, At: 1}); !a[0].OK {
		t.Fatalf("%+v", a)
	}
	if got := suggested(); got != other {
		t.Errorf("proposes %q, not %q as it was corrected", got, other)
	}
	undo := Command{ID: "learned00000002", Name: "lesson.undo", Args: json.RawMessage(`{"lesson":"` + id + `1l","reason":"记错了"}`), At: 1}
	if a := submit(t, s, undo); !a[0].OK {
		t.Fatalf("%+v", a)
	}
	if got := suggested(); got != before {
		t.Errorf("proposes %q after it was undone, not %q as before", got, before)
	}
}

func record(t *testing.T, s *Service, collection, id string, into any) {
	t.Helper()
	data, err := s.store.Record(collection, id)
	if err == nil {
		err = json.Unmarshal([]byte(data), into)
	}
	if err != nil {
		t.Fatal(collection, id, err)
	}
}
