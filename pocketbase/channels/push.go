package channels

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"
)

// Push is Web Push (RFC 8030, 8291, 8292): a notice goes to every device on which its person asked for it. It is sent
// when the push service of one of them has taken it; whether it was shown says the device itself, by a receipt.
type Push struct {
	devices PushDevices
	keys    VAPID
}

// VAPID is the key by which push services know this server; raw base64url.
type VAPID struct{ Public, Private string }

// NewVAPID makes a key.
func NewVAPID() (VAPID, error) {
	private, public, err := webpush.GenerateVAPIDKeys()
	return VAPID{public, private}, err
}

// PushDevice is a device that takes notices.
type PushDevice struct {
	ID     string // its row
	Name   string // as commands name it
	Origin string // of the app there

	Endpoint, P256dh, Auth string
}

// PushDevices is who has which, and where it is noted what became of a notice.
type PushDevices interface {
	// Of a person who may be told; none where nobody may.
	Of(person string) ([]PushDevice, error)
	// Noted: problem "" is taken, PushGone a subscription that is over, anything else a failure.
	Noted(device, problem string) error
	// Signable is the assignment of a subject that waits for this person's 签收; "": none.
	Signable(person, subject string) (string, error)
}

// PushGone is the problem of a subscription that its push service does not know any more.
const PushGone = "gone"

const (
	pushSize    = 3072                  // bytes of every notice: its length tells nothing
	pushSubject = "push@zhiban.example" // whom a push service may write to where the app has no address with a certificate
)

// NewPush delivers under a key.
func NewPush(devices PushDevices, keys VAPID) *Push { return &Push{devices, keys} }

// Key that subscriptions are made for.
func (p *Push) Key() string { return p.keys.Public }

func (p *Push) Name() string { return "push" }

// Send hands a message to all devices of its person.
func (p *Push) Send(ctx context.Context, m Message) Outcome {
	devices, err := p.devices.Of(m.Person.ID)
	if err != nil {
		return Retry(0, "设备读不出来")
	}
	if len(devices) == 0 {
		return Failed("没有打开推送的设备")
	}
	letter := Letter{ID: m.ID, Title: m.Title, Body: m.Body, URL: m.Path, Person: m.Person.ID, Tag: cmp.Or(m.Subject, m.ID), TTL: m.TTL}
	if letter.Assignment, err = p.devices.Signable(m.Person.ID, m.Subject); err != nil {
		return Retry(0, "交办读不出来")
	}
	outcomes := make([]Outcome, len(devices))
	var all sync.WaitGroup
	for i := range devices {
		all.Go(func() { outcomes[i] = p.Deliver(ctx, devices[i], letter) })
	}
	all.Wait()
	return best(outcomes)
}

// best of what became of it at several devices: one that took it is enough, one that may yet take it is worth waiting for.
func best(outcomes []Outcome) Outcome {
	for _, wanted := range []State{StateSent, StateRetry, StateFailed, StateGone} {
		for _, o := range outcomes {
			if o.State == wanted {
				return o
			}
		}
	}
	return Failed("")
}

// Letter is what a device shows, and what it does when it is tapped. Nothing of it is content.
type Letter struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Body   string `json:"body"`
	URL    string `json:"url"`
	Person string `json:"person"`
	// A newer one of the same tag takes the place of the older, on its way and on the screen.
	Tag string `json:"tag"`
	// What can be signed for without opening the app; "": nothing.
	Assignment string `json:"assignment,omitempty"`

	TTL time.Duration `json:"-"`
}

type addressed struct {
	Letter
	Device  string `json:"device"` // as commands name it
	To      string `json:"to"`
	Receipt string `json:"receipt"`
}

// Deliver sends a letter to one device, and has noted what became of it.
func (p *Push) Deliver(ctx context.Context, d PushDevice, letter Letter) Outcome {
	o := p.post(ctx, d, letter)
	problem := o.Why
	if o.State == StateGone {
		problem = PushGone
	}
	// Where it cannot be noted the list of devices is behind, which the next notice puts right: it was sent all the same.
	_ = p.devices.Noted(d.ID, problem)
	return o
}

func (p *Push) post(ctx context.Context, d PushDevice, letter Letter) Outcome {
	subject := pushSubject
	if strings.HasPrefix(d.Origin, "https://") {
		subject = d.Origin
	}
	body := encoded(addressed{letter, d.Name, d.ID, p.Receipt(letter.ID, d.ID)})
	response, err := webpush.SendNotificationWithContext(ctx, body,
		&webpush.Subscription{Endpoint: d.Endpoint, Keys: webpush.Keys{Auth: d.Auth, P256dh: d.P256dh}},
		&webpush.Options{
			HTTPClient: client, RecordSize: pushSize, Subscriber: subject, Topic: topic(letter.Tag),
			TTL: max(0, int(letter.TTL/time.Second)), Urgency: webpush.UrgencyHigh,
			VAPIDPublicKey: p.keys.Public, VAPIDPrivateKey: p.keys.Private,
		})
	var onTheWay interface{ Timeout() bool }
	switch {
	case err == nil:
		defer response.Body.Close()
		return pushed(response)
	case errors.As(err, &onTheWay):
		return Retry(0, unreachable(err))
	}
	return Failed("这台设备的推送地址不能用")
}

func pushed(response *http.Response) Outcome {
	_, _ = io.CopyN(io.Discard, response.Body, mostAnswer) // so that the connection can be used again
	a := answered{status: response.StatusCode, header: response.Header}
	switch {
	case a.status >= 200 && a.status < 300:
		return Sent()
	case a.status == http.StatusNotFound || a.status == http.StatusGone:
		return Gone("推送已失效")
	case a.status == http.StatusTooManyRequests:
		return Retry(a.wait(time.Minute), "推送服务说发得太快（429）")
	case a.status >= 500:
		return Retry(a.wait(0), fmt.Sprintf("推送服务出了问题（%d）", a.status))
	}
	return Failed(fmt.Sprintf("推送服务不收（%d）", a.status))
}

// topic is at most 32 letters of base64url, and says nothing of what it is about.
func topic(tag string) string {
	sum := sha256.Sum256([]byte(tag))
	return base64.RawURLEncoding.EncodeToString(sum[:24])
}

// Receipt is what only the device that could read a letter can say of it, signed in or not.
func (p *Push) Receipt(letter, device string) string {
	mac := hmac.New(sha256.New, []byte(p.keys.Private))
	mac.Write([]byte("shown " + letter + " " + device))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// Shown tells whether a receipt is true.
func (p *Push) Shown(letter, device, receipt string) bool {
	return hmac.Equal([]byte(p.Receipt(letter, device)), []byte(receipt))
}
