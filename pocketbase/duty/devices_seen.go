package duty

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"
)

// seenPerson: when a person's devices last came by, unix ms: nothing of which they are.
type seenPerson struct {
	Person   string `json:"person" db:"person"`
	Devices  int    `json:"devices" db:"devices"`
	LastSeen int64  `json:"lastSeen" db:"last"` // 0: never
}

// getSeen lists for administrators whose devices are still there; those of ended sign-ins do not count.
func (s *Service) getSeen(e *core.RequestEvent, _ string) error {
	all := []seenPerson{}
	err := e.App.DB().NewQuery(`SELECT person, COUNT(*) AS devices,
		COALESCE(CAST(MAX(unixepoch(lastSeen, 'subsec')) * 1000 AS INTEGER), 0) AS last
		FROM devices WHERE ended = FALSE GROUP BY person ORDER BY person`).All(&all)
	if err != nil {
		return e.InternalServerError("", err)
	}
	return e.JSON(http.StatusOK, all)
}
