package channels

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// dingtalk is a 钉钉 robot: token and signature in its address. 20 messages a minute; one more, and it takes none for ten.
type dingtalk struct {
	url, secret string
	mention     bool
	now         func() time.Time
}

func newDingtalk(s Settings) (Channel, []Fault) {
	c := &dingtalk{s["url"], s["secret"], s["mention"] == "true", time.Now}
	return c, address("url", c.url, "机器人的地址")
}

func (*dingtalk) Name() string { return "dingtalk" }

// Limits stay below what is punished.
func (*dingtalk) Limits() []Limit { return []Limit{{Most: 19, First: 5, Window: time.Minute}} }

// dingtalkSign: base64(HMAC-SHA256(key = secret, timestamp in ms + "\n" + secret)), to be percent-encoded.
func dingtalkSign(secret, timestamp string) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(timestamp + "\n" + secret))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func (c *dingtalk) Send(ctx context.Context, m Message) Outcome {
	to := c.url
	if c.secret != "" {
		timestamp := strconv.FormatInt(c.now().UnixMilli(), 10)
		sign := url.Values{"timestamp": {timestamp}, "sign": {dingtalkSign(c.secret, timestamp)}}.Encode()
		if strings.Contains(to, "?") {
			to += "&" + sign
		} else {
			to += "?" + sign
		}
	}
	body := map[string]any{"msgtype": "text", "text": map[string]string{"content": cut(m.Text(), 18<<10)}}
	if number := mobile(m.Person.Phone); c.mention && number != "" {
		body["at"] = map[string]any{"atMobiles": []string{number}, "isAtAll": false}
	}
	a, no, ok := ask(ctx, http.MethodPost, to, jsonHeader(), encoded(body))
	if !ok {
		return no
	}
	// The guard before the robot answers {"status":1111,"punish":"deny",…}, not always with the robot's own code.
	if a.json(&struct{}{}) && strings.Contains(string(a.body), `"punish"`) {
		return dingtalkCodes[130101]
	}
	return robotSaid(a, "errcode", "errmsg", dingtalkCodes)
}

const throttled = 10 * time.Minute

// dingtalkCodes: https://open.dingtalk.com/document/orgapp/custom-robot-access
var dingtalkCodes = map[int]Outcome{
	-1:     Retry(0, "钉钉系统繁忙（-1）"),
	130101: RetryAll(throttled, "超过钉钉每分钟 20 条，要停十分钟（130101）"),
	410100: RetryAll(throttled, "钉钉说发得太快（410100）"),
	310000: Failed("钉钉的安全设置没有通过：加签密钥、关键词或 IP 不对（310000）"),
	400013: Failed("群已解散（400013）"),
	400101: Failed("机器人的地址不对（400101）"),
	400102: Failed("机器人已停用（400102）"),
}
