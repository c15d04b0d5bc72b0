"""A film on a PowerPoint slide: plays on a click anywhere, with captions and a text for the blind.

python-pptx puts the film and its poster onto the slide, but its film starts only when it is hit
with the mouse. Here the slide gets the timing that PowerPoint writes for "In Click Sequence": a
click or the forward key of a remote plays the film, the next one goes on; a click on the film
itself pauses it.
"""

from __future__ import annotations

import hashlib
from typing import Any

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from render.slides.deck import Slide
from render.slides.powerpoint_look import Rectangle

_TRACK = "http://schemas.microsoft.com/office/2017/04/relationships/track"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_P173 = "http://schemas.microsoft.com/office/powerpoint/2017/3/main"
_TRACKS = "{3AFAAA56-56D3-431D-BCD4-E75A35582382}"
"""What marks captions within a film; see "Track Part" and "CT_TracksInfo" in [MS-PPTX]."""

_TIMING = """\
<p:timing {namespaces}><p:tnLst><p:par>
 <p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
  <p:seq concurrent="1" nextAc="seek">
   <p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
    <p:par><p:cTn id="3" fill="hold">
     <p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>
     <p:par><p:cTn id="4" fill="hold">
      <p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
      <p:par><p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold"
        nodeType="clickEffect">
       <p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
       <p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr>
        <p:cTn id="6" dur="{milliseconds}" fill="hold"/>
        <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:cmd>
      </p:childTnLst></p:cTn></p:par>
     </p:childTnLst></p:cTn></p:par>
    </p:childTnLst></p:cTn></p:par>
   </p:childTnLst></p:cTn>
   <p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
   </p:prevCondLst>
   <p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
   </p:nextCondLst>
  </p:seq>
  <p:video><p:cMediaNode vol="80000">
   <p:cTn id="7" fill="hold" display="0">
    <p:stCondLst><p:cond delay="indefinite"/></p:stCondLst></p:cTn>
   <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cMediaNode></p:video>
  <p:seq concurrent="1" nextAc="seek">
   <p:cTn id="8" restart="whenNotActive" fill="hold" evtFilter="cancelBubble"
     nodeType="interactiveSeq">
    <p:stCondLst><p:cond evt="onClick" delay="0"><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
    </p:cond></p:stCondLst>
    <p:endSync evt="end" delay="0"><p:rtn val="all"/></p:endSync><p:childTnLst>
    <p:par><p:cTn id="9" fill="hold">
     <p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
     <p:par><p:cTn id="10" fill="hold">
      <p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
      <p:par><p:cTn id="11" presetID="2" presetClass="mediacall" presetSubtype="0" fill="hold"
        nodeType="clickEffect">
       <p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
       <p:cmd type="call" cmd="togglePause"><p:cBhvr>
        <p:cTn id="12" dur="1" fill="hold"/>
        <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:cmd>
      </p:childTnLst></p:cTn></p:par>
     </p:childTnLst></p:cTn></p:par>
    </p:childTnLst></p:cTn></p:par>
   </p:childTnLst></p:cTn>
   <p:nextCondLst><p:cond evt="onClick" delay="0"><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
   </p:cond></p:nextCondLst>
  </p:seq>
 </p:childTnLst></p:cTn>
</p:par></p:tnLst></p:timing>"""


def add_film(onto: Any, slide: Slide, rectangle: Rectangle, number: int, language: str) -> Any:
    """Put a film onto a PowerPoint slide; returns its shape.

    Parameters
    ----------
    number : of the film in the deck, from 1
    language : of its captions
    """
    movie = onto.shapes.add_movie(
        str(slide.film.clip),
        rectangle.left,
        rectangle.top,
        rectangle.width,
        rectangle.height,
        poster_frame_image=str(slide.film.poster),
        mime_type="video/mp4",
    )
    named = movie.element.nvPicPr.cNvPr
    named.set("name", f"Film {number}")
    named.set("descr", slide.alternative)
    if slide.film.captions:
        _add_captions(onto, movie, slide, number, language)
    _time(onto, movie.shape_id, slide.film.length)
    return movie


def _add_captions(onto: Any, movie: Any, slide: Slide, number: int, language: str) -> None:
    content = slide.film.vtt.read_bytes()
    name = PackURI(f"/ppt/media/track{number}.vtt")
    track = Part(name, "text/vtt", onto.part.package, content)
    relationship = onto.part.relate_to(track, _TRACK)
    digest = hashlib.sha256(f"{number}".encode() + content).hexdigest().upper()
    identity = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
    (media,) = movie.element.iter(f"{{{_P14}}}media")
    media.append(
        parse_xml(
            f'<p14:extLst xmlns:p14="{_P14}" {nsdecls("p", "r")}><p:ext uri="{_TRACKS}">'
            f'<p173:tracksInfo xmlns:p173="{_P173}" displayLoc="media"><p173:trackLst>'
            f'<p173:track id="{{{identity}}}" label="Captions" lang="{language}"'
            f' r:embed="{relationship}"/></p173:trackLst></p173:tracksInfo></p:ext></p14:extLst>'
        )
    )


def _time(onto: Any, shape: int, length: float) -> None:
    """Replace the timing of python-pptx."""
    slide = onto.element
    for timing in slide.findall("{*}timing"):
        slide.remove(timing)
    text = _TIMING.format(
        namespaces=nsdecls("p"), shape=shape, milliseconds=max(round(length * 1000), 1)
    )
    timing = parse_xml(
        text,
    )
    for element in timing.iter():
        element.text = element.tail = None
    before = slide.find("{*}clrMapOvr")
    before.addnext(timing)
