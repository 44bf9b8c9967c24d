package channels

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"time"
)

// feishu is a 飞书 robot: signature in the body, timestamp in seconds within an hour. 100 messages a minute and 5 a second,
// 20 KB.
type feishu struct {
	url, secret string
	now         func() time.Time
}

func newFeishu(s Settings) (Channel, []Fault) {
	c := &feishu{s["url"], s["secret"], time.Now}
	return c, address("url", c.url, "机器人的地址")
}

func (*feishu) Name() string { return "feishu" }

func (*feishu) Limits() []Limit {
	return []Limit{{Most: 100, First: 10, Window: time.Minute}, {Most: 5, First: 1, Window: time.Second}}
}

// feishuSign: base64(HMAC-SHA256(key = timestamp in s + "\n" + secret, "")).
func feishuSign(secret, timestamp string) string {
	return base64.StdEncoding.EncodeToString(hmac.New(sha256.New, []byte(timestamp+"\n"+secret)).Sum(nil))
}

func (c *feishu) Send(ctx context.Context, m Message) Outcome {
	body := map[string]any{"msg_type": "text", "content": map[string]string{"text": cut(m.Text(), 18<<10)}}
	if c.secret != "" {
		timestamp := strconv.FormatInt(c.now().Unix(), 10)
		body["timestamp"], body["sign"] = timestamp, feishuSign(c.secret, timestamp)
	}
	a, no, ok := ask(ctx, http.MethodPost, c.url, jsonHeader(), encoded(body))
	if !ok {
		return no
	}
	// Older robots say yes in other words.
	var old struct {
		Code       *float64 `json:"code"`
		StatusCode *float64 `json:"StatusCode"`
	}
	if a.status == http.StatusOK && a.json(&old) && old.Code == nil && old.StatusCode != nil && *old.StatusCode == 0 {
		return Sent()
	}
	return robotSaid(a, "code", "msg", feishuCodes(a.wait(time.Minute)))
}

// feishuCodes: https://open.feishu.cn/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN. Some limits come with status 400.
func feishuCodes(wait time.Duration) map[int]Outcome {
	return map[int]Outcome{
		11232:    RetryAll(wait, "超过飞书的发送频率（11232）"),
		99991400: RetryAll(wait, "超过飞书的发送频率（99991400）"),
		2200:     Retry(0, "飞书内部出错（2200）"),
		9499:     Failed("飞书说内容不合要求（9499）"),
		19001:    Failed("机器人的地址不对（19001）"),
		19021:    Failed("飞书的签名没有通过：密钥不对，或服务器时间差了一小时以上（19021）"),
		19022:    Failed("服务器的 IP 不在飞书的白名单里（19022）"),
		19024:    Failed("没有机器人要求的关键词（19024）"),
	}
}
