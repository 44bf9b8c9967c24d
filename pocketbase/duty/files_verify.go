package duty

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
)

// VerifyFiles reads the bytes of every attachment that has arrived and names the first whose file is missing or has
// other bytes than were announced.
func VerifyFiles(ctx context.Context, data *sql.DB, dataDir string) error {
	rows, err := data.QueryContext(ctx, "SELECT data FROM duty_records WHERE collection = 'attachments' ORDER BY seq, id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		var a attachment
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(body), &a); err != nil {
			return err
		}
		if a.ArrivedAt == nil {
			continue
		}
		switch sum, err := digestFile(filepath.Join(dataDir, "files", a.SHA256), false); {
		case err != nil:
			return fmt.Errorf("附件 %s（%s）的文件缺失或读不出来", a.ID, a.Name)
		case sum != a.SHA256:
			return fmt.Errorf("附件 %s（%s）的文件被改过", a.ID, a.Name)
		}
	}
	return rows.Err()
}
