package duty

import (
	"strings"
	"testing"
)

// PocketBase has SQLite count its tables now and then. Counted while there are few notices, it chose to take all that ended apart
// anew for each of them: minutes with six thousand, while nothing else could be written.
func TestTheBookIsWrittenByNoticeWhateverWasCounted(t *testing.T) {
	s := started(t)
	settle(t, s)
	s.sender.Stop()
	counted := []string{
		"ANALYZE",
		"DELETE FROM sqlite_stat1 WHERE tbl = 'duty_notices'",
		`INSERT INTO sqlite_stat1 VALUES ('duty_notices', 'duty_notices_about_leased', '0 0'), ('duty_notices', 'duty_notices_id', '30 1'),
			('duty_notices', 'duty_notices_about', '2 2'), ('duty_notices', 'duty_notices_leased', '0 0'), ('duty_notices', 'duty_notices_due', '2 2 2')`,
		"ANALYZE sqlite_schema",
	}
	for _, statement := range counted {
		if _, err := s.store.write.Exec(statement); err != nil {
			t.Fatal(statement, err)
		}
	}
	for _, query := range []string{sqlEnd, sqlLease} {
		rows, err := s.store.write.Query("EXPLAIN QUERY PLAN "+query, "[]", 0)
		if err != nil {
			t.Fatal(err)
		}
		var plan []string
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, detail)
		}
		_ = rows.Close()
		last := plan[len(plan)-1]
		if !strings.HasPrefix(last, "SEARCH n USING INDEX duty_notices_id (id=?)") {
			t.Error(query, plan)
		}
	}
}
