// Films on slides of reveal.js.
//
// Each slide with a film has one fragment, an invisible one: showing it plays the film. So whatever
// moves the deck on, be it a key, a remote, a swipe, the arrows or the speaker's window, plays the
// film first and goes on the next time.
"use strict";

(() => {
  const films = JSON.parse(document.getElementById("films").textContent);
  const root = document.documentElement;
  let captioned = true;
  let deck = null;

  // The address of a clip: a file beside the page, or made from what the page itself holds.
  function address(film) {
    if (!film.address) {
      const held = document.getElementById(film.clip);
      if (held) {
        const text = atob(held.textContent);
        const bytes = new Uint8Array(text.length);
        for (let index = 0; index < text.length; index += 1) {
          bytes[index] = text.charCodeAt(index);
        }
        film.address = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
        held.remove();
      } else {
        film.address = film.clip;
      }
    }
    return film.address;
  }

  function filmOf(slide) {
    return slide ? slide.querySelector(".film") : null;
  }

  function load(stage) {
    const video = stage && stage.querySelector("video");
    if (video && !video.src && !deck.isSpeakerNotes()) {
      video.src = address(films[Number(stage.dataset.film)]);
    }
    return video;
  }

  function begin(stage) {
    const video = load(stage);
    video.currentTime = 0;
    video.play().catch(() => {
      // The browser wants a key or a click first; the next one plays.
      rest(stage);
      if (filmOf(deck.getCurrentSlide()) === stage) {
        deck.navigateFragment(-1);
      }
    });
  }

  // As if the film had never been played.
  function rest(stage) {
    const video = stage.querySelector("video");
    video.pause();
    stage.classList.remove("begun");
    if (video.src) {
      video.currentTime = 0;
    }
  }

  function pauseOrGoOn(stage) {
    const video = stage.querySelector("video");
    if (!stage.classList.contains("begun")) {
      deck.nextFragment();
    } else if (video.paused) {
      video.play();
    } else {
      video.pause();
    }
  }

  function showCaptions() {
    for (const video of document.querySelectorAll(".film > video")) {
      for (const track of video.textTracks) {
        track.mode = captioned ? "showing" : "hidden";
      }
    }
  }

  function prepare(stage) {
    const film = films[Number(stage.dataset.film)];
    const video = stage.querySelector("video");
    const track = video.addTextTrack("captions", "Captions", root.lang);
    for (const [start, end, text] of film.captions) {
      const cue = new VTTCue(start, end, "");
      cue.text = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
      track.addCue(cue);
    }
    video.addEventListener("playing", () => {
      stage.classList.add("begun");
      root.classList.add("playing");
    });
    for (const over of ["pause", "ended", "emptied"]) {
      video.addEventListener(over, () => root.classList.remove("playing"));
    }
    // Controls where there is a hand for them; keys go on moving the deck.
    stage.addEventListener("pointerenter", () => (video.controls = true));
    stage.addEventListener("pointerleave", () => (video.controls = false));
    stage.addEventListener("pointerup", () => setTimeout(() => video.blur()));
    stage.querySelector("img").addEventListener("click", () => deck.nextFragment());
  }

  function arrived(slide, before) {
    const left = filmOf(before);
    if (left && left !== filmOf(slide)) {
      left.querySelector("video").pause();
    }
    const stage = filmOf(slide);
    load(stage);
    load(filmOf(slide && slide.nextElementSibling));
    // A film that was passed over has not been played, though reveal.js counts it as past.
    if (stage && !stage.classList.contains("begun") && !deck.isSpeakerNotes()) {
      deck.navigateFragment(-1);
    }
  }

  function onFilm(action) {
    return () => {
      const stage = filmOf(deck.getCurrentSlide());
      const focus = document.activeElement;
      if (stage && !(focus && focus.tagName === "BUTTON")) {
        action(stage);
      }
    };
  }

  deck = new Reveal(document.querySelector(".reveal"), {
    width: 1280,
    height: 720,
    margin: 0,
    minScale: 0.1,
    maxScale: 10,
    center: false,
    hash: true,
    fragmentInURL: false,
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    autoPlayMedia: false,
    pdfSeparateFragments: false,
    scrollActivationWidth: 0,
    plugins: [RevealNotes],
  });

  deck.initialize().then(() => {
    document.querySelectorAll(".film").forEach(prepare);
    showCaptions();
    deck.on("fragmentshown", ({ fragment }) => {
      const stage = filmOf(fragment.closest("section"));
      if (stage && !deck.isSpeakerNotes()) {
        begin(stage);
      }
    });
    deck.on("fragmenthidden", ({ fragment }) => {
      const stage = filmOf(fragment.closest("section"));
      if (stage) {
        rest(stage);
      }
    });
    deck.on("slidechanged", ({ currentSlide, previousSlide }) => {
      arrived(currentSlide, previousSlide);
    });
    arrived(deck.getCurrentSlide(), null);
    deck.addKeyBinding(
      { keyCode: 13, key: "Enter", description: "Pause the film, or go on with it" },
      onFilm(pauseOrGoOn),
    );
    deck.addKeyBinding(
      { keyCode: 82, key: "R", description: "Play the film from its start" },
      onFilm((stage) => {
        if (stage.classList.contains("begun")) {
          begin(stage);
        } else {
          deck.nextFragment();
        }
      }),
    );
    deck.addKeyBinding({ keyCode: 67, key: "C", description: "Captions on or off" }, () => {
      captioned = !captioned;
      showCaptions();
    });
  });
})();
