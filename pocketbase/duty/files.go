package duty

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"

	"github.com/tus/tusd/v2/pkg/filestore"
	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	"golang.org/x/exp/slog"
)

// attachment is what the server program reads of an attachment's record.
type attachment struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Type      string `json:"type"`
	Size      int64  `json:"size"`
	SHA256    string `json:"sha256"`
	By        string `json:"by"`
	ArrivedAt *int64 `json:"arrivedAt"`
}

var attachmentID = regexp.MustCompile(`^[a-z0-9]{16,24}$`)

// attachment finds a record with its audience; nil: there is none.
func (s *Store) attachment(id string) (*attachment, string, error) {
	if !attachmentID.MatchString(id) {
		return nil, "", nil
	}
	data, audience, err := s.seen("attachments", id)
	if err != nil || data == "" {
		return nil, "", err
	}
	a := &attachment{}
	return a, audience, json.Unmarshal([]byte(data), a)
}

// Files keeps the bytes of attachments beside the data file:
//
//	files/<sha256>            whole, named by what is in it
//	files/coming/<attachment> what has come of one so far; with .info, tus's own note beside it
//
// The tus protocol carries them up in pieces and resumes where it was cut. What tus calls creation is ours already: the
// attachment's record announces who sends, how much, and its hash.
type Files struct {
	dir, coming string
	store       filestore.FileStore
	locks       *memorylocker.MemoryLocker
	tus         *handler.UnroutedHandler
	// arrived puts it into the log that the bytes are there.
	arrived func(*attachment) error
	find    func(id string) (*attachment, string, error)
}

// errWrongHash: the bytes are not those announced; they have been thrown away.
var errWrongHash = handler.NewError("ERR_WRONG_HASH", "收到的内容与登记的校验值不符，已丢弃，请重新上传", http.StatusUnprocessableEntity)

// NewFiles makes the folders in a data folder.
func NewFiles(dataDir string, find func(string) (*attachment, string, error), arrived func(*attachment) error) (*Files, error) {
	dir := filepath.Join(dataDir, "files")
	f := &Files{dir: dir, coming: filepath.Join(dir, "coming"), arrived: arrived, find: find, locks: memorylocker.New()}
	if err := os.MkdirAll(f.coming, 0o700); err != nil {
		return nil, err
	}
	f.store = filestore.New(f.coming)
	f.store.DirModePerm, f.store.FileModePerm = 0o700, 0o600
	composer := handler.NewStoreComposer()
	composer.UseCore(f.store)
	composer.UseLocker(f.locks)
	var err error
	f.tus, err = handler.NewUnroutedHandler(handler.Config{
		StoreComposer: composer,
		Cors:          &handler.CorsConfig{Disable: true},
		Logger:        slog.New(slog.NewTextHandler(io.Discard, nil)), // it tells every request, and a cut one as an error
		PreFinishResponseCallback: func(hook handler.HookEvent) (handler.HTTPResponse, error) {
			a, _, err := f.find(hook.Upload.ID)
			if err == nil && a == nil {
				err = handler.ErrNotFound
			}
			if err == nil {
				err = f.finish(a)
			}
			return handler.HTTPResponse{}, err
		},
	})
	return f, err
}

// ready makes sure that the upload of an attachment can be asked for its offset, and finishes one whose bytes were all
// there when the program last ended.
func (f *Files) ready(ctx context.Context, a *attachment) error {
	lock, err := f.locks.NewLock(a.ID)
	if err != nil {
		return err
	}
	if err := lock.Lock(ctx, func() {}); err != nil {
		return err
	}
	defer func() { _ = lock.Unlock() }()
	upload, err := f.store.GetUpload(ctx, a.ID)
	var torn *json.SyntaxError
	if errors.Is(err, handler.ErrNotFound) && f.delivered(a) {
		return f.announce(a)
	}
	if errors.Is(err, handler.ErrNotFound) || errors.As(err, &torn) {
		_, err = f.store.NewUpload(ctx, handler.FileInfo{ID: a.ID, Size: a.Size})
		return err
	}
	if err != nil {
		return err
	}
	if info, err := upload.GetInfo(ctx); err != nil || info.Offset < a.Size {
		return err
	}
	return f.finish(a)
}

// finish takes over what has come: whole, durable and as announced, or not at all.
func (f *Files) finish(a *attachment) error {
	path := filepath.Join(f.coming, a.ID)
	sum, err := digestFile(path, true)
	if err != nil {
		return err
	}
	if sum != a.SHA256 {
		if err := f.forget(a); err != nil {
			return err
		}
		return errWrongHash
	}
	if err := os.Rename(path, f.path(a.SHA256)); err != nil {
		return err
	}
	if err := syncDir(f.dir); err != nil {
		return err
	}
	return f.announce(a)
}

// delivered tells whether these bytes came from the one who announced them and are in their place: tus's note is left,
// what it speaks of has moved. Knowing a hash alone gives nobody the file.
func (f *Files) delivered(a *attachment) bool {
	_, noted := os.Stat(filepath.Join(f.coming, a.ID+".info"))
	_, there := os.Stat(f.path(a.SHA256))
	return noted == nil && there == nil
}

func (f *Files) announce(a *attachment) error {
	if err := f.arrived(a); err != nil {
		return err
	}
	return f.forget(a)
}

func (f *Files) forget(a *attachment) error {
	for _, name := range []string{a.ID, a.ID + ".info"} {
		if err := os.Remove(filepath.Join(f.coming, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (f *Files) path(sha256 string) string { return filepath.Join(f.dir, sha256) }

// digestFile hashes a file; durable: its bytes are on the disk first.
func digestFile(path string, durable bool) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if durable {
		if err := file.Sync(); err != nil {
			return "", err
		}
	}
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// arrived submits, as the server itself, that an attachment's bytes are there. The id is the attachment's own, so saying
// it twice is saying it once.
func (s *Service) arrived(a *attachment) error {
	args, err := json.Marshal(map[string]string{"attachment": a.ID})
	if err != nil {
		return err
	}
	answers, _, err := s.loop.Submit([]Command{{ID: a.ID + "a", Name: "attachment.arrived", Args: args, At: s.clock.Now(), Device: "server", Prepared: "null"}})
	if err != nil {
		return err
	}
	if !answers[0].OK {
		return fmt.Errorf("duty: attachment %s: %s", a.ID, answers[0].Refusals)
	}
	return nil
}
