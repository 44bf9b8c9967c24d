package duty

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/tus/tusd/v2/pkg/handler"
)

const uploadsPath = "/api/duty/uploads/"

// inline are the types a browser may show in its own frame; whatever else was announced is saved, never shown.
var inline = []string{
	"image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4", "video/quicktime", "audio/mp4", "audio/mpeg",
	"audio/amr", "application/pdf",
}

// upload takes the bytes of an attachment from the person who announced it: HEAD asks how many are there, PATCH brings
// more (tus 1.0.0). There is nothing to create and nothing to delete.
func (s *Service) upload(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return e.UnauthorizedError("请重新登录", nil)
	}
	a, _, err := s.store.attachment(e.Request.PathValue("attachment"))
	if err != nil {
		return e.InternalServerError("", err)
	}
	if a == nil || a.By != person {
		return e.NotFoundError("没有这个附件，或不是您添加的", nil)
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	if a.ArrivedAt == nil {
		err = s.files.ready(e.Request.Context(), a)
		if a, _, err = s.again(a, err); err != nil {
			return s.uploadFailed(e, err)
		}
	}
	if a.ArrivedAt != nil {
		size := strconv.FormatInt(a.Size, 10)
		e.Response.Header().Set("Tus-Resumable", "1.0.0")
		e.Response.Header().Set("Upload-Offset", size)
		e.Response.Header().Set("Upload-Length", size)
		if e.Request.Method == http.MethodPatch && e.Request.Header.Get("Upload-Offset") != size {
			return e.Error(http.StatusConflict, "已经传完", nil)
		}
		return e.NoContent(http.StatusNoContent)
	}
	next := s.files.tus.HeadFile
	if e.Request.Method == http.MethodPatch {
		next = s.files.tus.PatchFile
	}
	http.StripPrefix(uploadsPath, s.files.tus.Middleware(http.HandlerFunc(next))).ServeHTTP(e.Response, e.Request)
	return nil
}

// again reads the record once more: making ready may have found it complete.
func (s *Service) again(a *attachment, err error) (*attachment, string, error) {
	if err != nil {
		return a, "", err
	}
	return s.store.attachment(a.ID)
}

func (s *Service) uploadFailed(e *core.RequestEvent, err error) error {
	var no handler.Error
	switch {
	case errors.As(err, &no):
		return e.Error(no.HTTPResponse.StatusCode, no.Message, nil)
	case errors.Is(err, ErrBusy) || errors.Is(err, ErrStopped):
		e.Response.Header().Set("Retry-After", "1")
		return e.Error(http.StatusServiceUnavailable, "服务正忙，稍后自动重试", nil)
	}
	s.log.Error("duty: an upload failed", "error", err)
	return e.InternalServerError("没有存下，稍后自动重试", err)
}

// getFile gives an attachment's bytes to whoever may see its incident now. Nothing in them can run: the type is one of
// the list, is not guessed at, and the page they would make has no rights at all.
func (s *Service) getFile(e *core.RequestEvent) error {
	person := s.signed.Person(e.Request)
	if person == "" {
		return e.UnauthorizedError("请重新登录", nil)
	}
	rights, err := s.signed.Rights(person)
	if err != nil {
		return e.InternalServerError("", err)
	}
	a, audience, err := s.store.attachment(e.Request.PathValue("attachment"))
	if err != nil {
		return e.InternalServerError("", err)
	}
	if a == nil || !rights.Intersects(audience) {
		return e.NotFoundError("没有这个附件，或您看不到它", nil)
	}
	if a.ArrivedAt == nil {
		return e.NotFoundError("附件还在等待上传", nil)
	}
	file, err := os.Open(s.files.path(a.SHA256))
	if err != nil {
		s.log.Error("duty: an attachment's file cannot be read", "attachment", a.ID, "error", err)
		return e.InternalServerError("附件读不出来，请报告管理员", err)
	}
	defer file.Close()
	h := e.Response.Header()
	kind, shown := "application/octet-stream", "attachment"
	if slices.Contains(inline, a.Type) {
		kind, shown = a.Type, "inline"
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", disposition(shown, a.Name))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-cache") // who may see it is asked each time
	h.Set("Vary", "Authorization")
	h.Set("ETag", `"`+a.SHA256+`"`)
	http.ServeContent(e.Response, e.Request, "", time.Time{}, file)
	return nil
}

// disposition names a file as RFC 6266 and 5987 have it: a plain name for old programs, the real one in UTF-8.
func disposition(shown, name string) string {
	ending := path.Ext(name)
	if !plain(ending) {
		ending = ""
	}
	return mime.FormatMediaType(shown, map[string]string{"filename": "file" + ending}) + "; filename*=UTF-8''" +
		strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '.' && (r < '0' || r > 'z' || r > '9' && r < 'A' || r > 'Z' && r < 'a') })
}
