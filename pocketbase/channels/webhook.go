package channels

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// webhook hands notices to a program of the office's own. X-Duty-Signature is "sha256=" + hex(HMAC-SHA256(key = secret,
// X-Duty-Timestamp (seconds) + "." + body)); Idempotency-Key is the same when a try comes again.
type webhook struct {
	url, secret string
	now         func() time.Time
}

const shortestSecret = 16

func newWebhook(s Settings) (Channel, []Fault) {
	c := &webhook{s["url"], s["secret"], time.Now}
	faults := address("url", c.url, "接口的地址")
	if len(c.secret) < shortestSecret {
		faults = append(faults, Fault{"secret", "签名密钥至少 16 个字符，双方一样"})
	}
	return c, faults
}

func (*webhook) Name() string { return "webhook" }

func webhookSign(secret, timestamp string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(timestamp + "."))
	h.Write(body)
	return "sha256=" + hex.EncodeToString(h.Sum(nil))
}

func (c *webhook) Send(ctx context.Context, m Message) Outcome {
	body := encoded(map[string]any{
		"id": m.ID, "person": m.Person.ID, "kind": m.Kind, "title": m.Title, "body": m.Body, "url": m.URL, "ttl": int64(m.TTL.Seconds()),
	})
	timestamp := strconv.FormatInt(c.now().Unix(), 10)
	header := jsonHeader()
	header.Set("Idempotency-Key", m.ID)
	header.Set("X-Duty-Timestamp", timestamp)
	header.Set("X-Duty-Signature", webhookSign(c.secret, timestamp, body))
	a, no, ok := ask(ctx, http.MethodPost, c.url, header, body)
	switch {
	case !ok:
		return no
	case a.status >= 200 && a.status < 300:
		return Sent()
	case a.status == http.StatusConflict:
		return Sent() // it has this key already
	case a.status == http.StatusGone:
		return Gone("接口已停用（410）")
	}
	return Failed(fmt.Sprintf("接口不接受（%d）", a.status))
}
