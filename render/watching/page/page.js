"use strict";
// Shows what the server tells, and keeps the place in the video when a new draft comes.

const $ = (id) => document.getElementById(id);
const video = $("video");
let draft = null;

const clock = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function partAt(time, parts) {
  let found = 0;
  parts.forEach((part, index) => { if (time >= part.start - 0.001) found = index; });
  return found;
}

// The same section at the same time from its start, even if sections before it have grown.
function samePlace(time, before, after) {
  if (!before.length) return 0;
  const old = before[partAt(time, before)];
  const part = after.find((each) => each.name === old.name);
  if (!part) return Math.min(time, after[after.length - 1].end);
  return Math.min(part.start + (time - old.start), part.end - 0.05);
}

function show(next) {
  if (draft && draft.session === next.session && draft.number === next.number) return;
  const playing = draft !== null && !video.paused && !video.ended;
  const time = draft ? samePlace(video.currentTime, draft.parts, next.parts) : 0;
  const captions = video.textTracks.length ? video.textTracks[0].mode : "showing";
  draft = next;
  video.hidden = false;
  video.src = `draft-${next.number}.mp4`;
  const track = document.createElement("track");
  Object.assign(track, { kind: "captions", srclang: "en", label: "English" });
  track.src = `draft-${next.number}.vtt`;
  for (const old of video.textTracks) old.mode = "disabled"; // else its last cue stays on screen
  video.replaceChildren(track);
  track.track.mode = captions;
  video.addEventListener("loadedmetadata", () => {
    video.currentTime = time;
    if (playing) video.play();
  }, { once: true });
  $("parts").replaceChildren(...next.parts.map(row));
  follow();
}

function row(part, index) {
  const button = document.createElement("button");
  button.type = "button";
  for (const [kind, text] of [
    ["time", clock(part.start)], ["name", part.title], ["changed", part.changed && !draft.first ? "drawn again" : ""],
  ]) {
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    button.append(span);
  }
  button.addEventListener("click", () => { goTo(index); video.play(); });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function goTo(index) {
  if (draft) video.currentTime = draft.parts[Math.max(0, Math.min(index, draft.parts.length - 1))].start;
}

function follow() {
  if (!draft) return;
  const now = partAt(video.currentTime, draft.parts);
  [...$("parts").children].forEach((item, index) => {
    item.firstChild.setAttribute("aria-current", String(index === now));
  });
}

function tell(state) {
  document.title = `${state.fault ? "✗ " : state.stage ? "… " : ""}${state.title}`;
  $("title").textContent = state.title;
  if (state.draft) show(state.draft);
  $("stage").textContent = state.stage || (state.fault ? "not up to date" : state.draft
    ? `up to date: ${clock(state.draft.duration)} long, drawn in ${state.draft.seconds} s` : "");
  // Who listens to the page need not hear every frame being counted.
  $("stage").setAttribute("aria-live", state.stage ? "off" : "polite");
  $("fault").hidden = !state.fault;
  if (state.fault) {
    $("message").textContent = state.fault.message;
    $("trace").textContent = state.fault.trace.join("\n");
    $("last").hidden = !state.draft;
    $("trace").hidden = !state.fault.trace.length;
  }
}

video.addEventListener("timeupdate", follow);
video.addEventListener("seeked", follow);

document.addEventListener("keydown", (event) => {
  // Where the video has the focus, its own keys hold.
  if (!draft || event.target === video || event.ctrlKey || event.metaKey || event.altKey) return;
  const now = partAt(video.currentTime + 0.01, draft.parts);
  const moves = {
    ArrowLeft: () => { video.currentTime -= 2; },
    ArrowRight: () => { video.currentTime += 2; },
    ArrowUp: () => goTo(now - 1),
    ArrowDown: () => goTo(now + 1),
  };
  const onButton = event.target instanceof HTMLButtonElement;
  if (event.key === " " && !onButton) moves[" "] = () => (video.paused ? video.play() : video.pause());
  if (!moves[event.key]) return;
  event.preventDefault();
  moves[event.key]();
});

const events = new EventSource("events");
events.addEventListener("message", (event) => tell(JSON.parse(event.data)));
events.addEventListener("error", () => {
  $("stage").textContent = "steepest watch has ended; start it again and this page goes on";
});
