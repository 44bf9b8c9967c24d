package duty

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/dop251/goja"
)

// Source is where the domain reads records: what the group has staged, then what is committed.
type Source interface {
	Record(collection, id string) (string, error)
	Subject(ctx context.Context, id string) ([]Record, error)
}

// lessonSource is a Source that also knows what routing has learned; only the workers that prepare ask.
type lessonSource interface {
	LessonsSince(seq int64) ([]any, error)
}

// VM is one goja runtime with a bundle in it, and its only caller. A call that runs over its limit, overflows the stack
// or panics costs the runtime: it is replaced, because module state may be half-changed.
type VM struct {
	program *goja.Program
	limit   time.Duration
	log     *slog.Logger
	exports []string

	runtime   *goja.Runtime
	functions map[string]goja.Callable
	source    Source
	ctx       context.Context
	Replaced  int
}

// stackDepth is far more than the domain needs; goja's own default would let a runaway recursion eat the memory first.
const stackDepth = 2000

// NewVM compiles a bundle (CommonJS) that exports the named functions.
func NewVM(name, bundle string, limit time.Duration, log *slog.Logger, exports ...string) (*VM, error) {
	program, err := goja.Compile(name, "(function (module, exports) {"+bundle+"\n})", true)
	if err != nil {
		return nil, err
	}
	v := &VM{program: program, limit: limit, log: log, exports: exports}
	return v, v.load()
}

func (v *VM) load() error {
	rt := goja.New()
	rt.SetMaxCallStackSize(stackDepth)
	if err := rt.Set("host", v.host(rt)); err != nil {
		return err
	}
	wrapper, err := rt.RunProgram(v.program)
	if err != nil {
		return err
	}
	module, exports := rt.NewObject(), rt.NewObject()
	if err := module.Set("exports", exports); err != nil {
		return err
	}
	define, _ := goja.AssertFunction(wrapper)
	if _, err := define(goja.Undefined(), module, exports); err != nil {
		return err
	}
	exports = module.Get("exports").ToObject(rt)
	v.functions = map[string]goja.Callable{}
	for _, name := range v.exports {
		fn, ok := goja.AssertFunction(exports.Get(name))
		if !ok {
			return fmt.Errorf("the bundle does not export %s", name)
		}
		v.functions[name] = fn
	}
	v.runtime = rt
	return nil
}

// host is all that the domain can reach: three reads. It has no way to write, to wait or to know the time.
func (v *VM) host(rt *goja.Runtime) *goja.Object {
	host := rt.NewObject()
	fail := func(err error) {
		if err != nil {
			panic(rt.NewGoError(err))
		}
	}
	fail(host.Set("load", func(collection, id string) goja.Value {
		data, err := v.source.Record(collection, id)
		fail(err)
		if data == "" {
			return goja.Null()
		}
		return rt.ToValue(data)
	}))
	fail(host.Set("loadSubject", func(id string) goja.Value {
		all, err := v.source.Subject(v.ctx, id)
		fail(err)
		flat := make([]any, 0, 2*len(all))
		for _, r := range all {
			flat = append(flat, r.Collection, r.Data)
		}
		return rt.NewArray(flat...)
	}))
	fail(host.Set("lessonsSince", func(seq int64) goja.Value {
		lessons, ok := v.source.(lessonSource)
		if !ok {
			return rt.NewArray()
		}
		all, err := lessons.LessonsSince(seq)
		fail(err)
		return rt.NewArray(all...)
	}))
	return host
}

// Call runs an exported function under the time limit. Not safe for concurrent use.
func (v *VM) Call(name string, args ...any) (res goja.Value, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), v.limit)
	defer cancel()
	rt := v.runtime
	v.ctx = ctx
	stop := context.AfterFunc(ctx, func() { rt.Interrupt("over its time limit") })
	defer func() {
		lost := false
		if p := recover(); p != nil {
			err, lost = fmt.Errorf("panic: %v", p), true
			v.log.Error("duty: panic in the domain", "panic", p, "stack", string(debug.Stack()))
		}
		// If the limit struck as the call ended, the interrupt may still be on its way: that runtime is not trusted either.
		lost = lost || !stop()
		var overflow *goja.StackOverflowError
		if lost || errors.As(err, &overflow) {
			v.Replaced++
			if e := v.load(); e != nil {
				panic(e) // the bundle loaded before; if it no longer does there is nothing to run
			}
		}
	}()
	values := make([]goja.Value, len(args))
	for i, a := range args {
		values[i] = rt.ToValue(a)
	}
	return v.functions[name](goja.Undefined(), values...)
}

// Forget drops what the bundle has cached: a group was lost, so it may never have been committed.
func (v *VM) Forget() {
	if _, err := v.Call("forget"); err != nil {
		v.log.Error("duty: forget", "error", err)
	}
}

// decide runs one command.
func (v *VM) decide(c *Command, now int64, prepared string) (*decision, error) {
	res, err := v.Call("run", c.ID, c.Name, string(c.Args), c.At, c.Device, c.Actor, now, prepared)
	if err != nil {
		return nil, err
	}
	out := res.ToObject(v.runtime)
	d := &decision{status: out.Get("status").String(), body: out.Get("body").String()}
	if d.status != "ok" {
		return d, nil
	}
	events := flat(out, "events")
	for i := 0; i < len(events); i += 3 {
		d.events = append(d.events, Event{Kind: text(events[i]), Subject: text(events[i+1]), Data: text(events[i+2])})
	}
	d.records = records(flat(out, "records"))
	timers := flat(out, "timers")
	for i := 0; i < len(timers); i += 5 {
		d.timers = append(d.timers, Timer{ID: text(timers[i]), About: text(timers[i+1]), Name: text(timers[i+2]), Args: text(timers[i+3]), DueAt: number(timers[i+4])})
	}
	for _, about := range flat(out, "cancelled") {
		d.cancelled = append(d.cancelled, text(about))
	}
	notices := flat(out, "notices")
	for i := 0; i < len(notices); i += 10 {
		n := Notice{ID: text(notices[i]), Person: text(notices[i+1]), Kind: text(notices[i+2]), Subject: text(notices[i+3]),
			About: text(notices[i+5]), Channels: text(notices[i+6]), First: number(notices[i+7]) == 1,
			Title: text(notices[i+8]), Body: text(notices[i+9])}
		if notices[i+4] != nil {
			n.DueAt = number(notices[i+4])
		}
		d.notices = append(d.notices, n)
	}
	return d, nil
}

func records(flat []any) []Record {
	all := make([]Record, 0, len(flat)/6)
	for i := 0; i < len(flat); i += 6 {
		all = append(all, Record{Collection: text(flat[i]), ID: text(flat[i+1]), Subject: text(flat[i+2]),
			Audience: text(flat[i+3]), Formerly: text(flat[i+4]), Data: text(flat[i+5])})
	}
	return all
}

func flat(o *goja.Object, key string) []any {
	list, _ := o.Get(key).Export().([]any)
	return list
}

func text(v any) string { s, _ := v.(string); return s }

// number takes what goja exports: int64 from a literal, float64 from JSON.
func number(v any) int64 {
	switch n := v.(type) {
	case int64:
		return n
	case float64:
		return int64(n)
	}
	return 0
}
