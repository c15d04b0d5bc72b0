"""Why is the gradient perpendicular to the contours?"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from mathcore import objectives
from mathcore.calculus import Stationary
from scenes.animations import Drive, TakeSteps
from scenes.contours import contours, highlighted_level
from scenes.frame import STAGE, Rect
from scenes.lesson import Lesson
from scenes.lessons.gradient_contours_parts import (
    Compass,
    Fan,
    Slide,
    SquashedBowl,
    arrow_scale,
    beside,
    decimals,
    named,
    scale_note,
    small_arrows,
    tick_count,
)
from scenes.narration import Line
from scenes.numbers import math_source
from scenes.parameters import LessonParameters
from scenes.plane import Floats, Plane
from scenes.shapes import current_dot, minimum_star
from scenes.stories import gradient_contours as story_of
from scenes.stories import gradient_contours_words as says
from scenes.stories.gradient_contours import Story
from scenes.stories.gradient_contours_places import half_width
from scenes.text import Formula, Readout, Words
from scenes.theme import FORMULA, LABEL, LINE, SMALL, THICK, TITLE
from scenes.walk import Walk, arrow_on

MAP, SIDE = STAGE.columns(6.4, 6.7, gap=0.4)
"""The picture from above, and what stands beside it."""
SIDE_TOP, SIDE_REST = SIDE.rows(0.7, 5.0, gap=0.2)
FORMULA_PLACE = np.array([SIDE.x_min, SIDE.y_max - 0.05, 0.0])
BELOW_FORMULA = np.array([SIDE.x_min, SIDE.y_max - 1.1, 0.0])


class GradientContours(Lesson):
    """Slopes, gradient, level curve, right angle, steepest way up, and the way down."""

    lesson_id = "gradient-contours"
    title = "Why is the gradient perpendicular to the contours?"
    Parameters: ClassVar[type[LessonParameters]] = story_of.Parameters

    def construct(self) -> None:
        """Tell the whole lesson."""
        self.story: Story = story_of.tell(self.parameters)
        self.slopes()
        self.gradient()
        self.level_curve()
        if self.story.place is not None:
            self.right_angle()
            self.steepest()
        self.downhill()
        self.stationary_points()

    def ink(self, role: str) -> str:
        """Colour of a role."""
        return self.theme.color(role)

    # --- 1: two partial derivatives ------------------------------------------------------

    def slopes(self) -> None:
        """Slide along one axis, then along the other."""
        self.section("slopes", "One point, two slopes")
        story = self.story
        count = tick_count(*story.view)
        self.board = Plane(
            *story.view, MAP, self.theme, equal=True, x_label="x", y_label="y", ticks=count
        )
        self.curves = VGroup()
        if len(story.levels):
            self.curves = contours(self.board, story.objective, [float(v) for v in story.levels])
        self.stars = VGroup(
            *(
                minimum_star(self.board.to_screen(minimum), self.ink("text"))
                for minimum in story.objective.minima
                if self.board.contains(minimum)
            )
        )
        self.dot = current_dot(self.board.to_screen(story.point), self.ink("text"))
        self.tag = self.name_tag(story.point)
        self.formula = self.formula_of_f()
        with self.say(says.opening(story)) as line:
            self.play(FadeIn(self.board), FadeIn(self.formula), run_time=line.until("point"))
            self.play(FadeIn(self.dot), FadeIn(self.tag), run_time=0.5)
            if len(self.curves):
                self.play(FadeIn(self.stars), Create(self.curves), run_time=line.left)
        self.play(FadeOut(self.tag), run_time=0.3)
        upper, lower = SIDE_REST.rows(1, 1)
        self.slice_along(0, upper, says.slope_along_x(story))
        self.slice_along(1, lower, says.slope_along_y(story))

    def slice_along(self, axis: int, rect: Rect, sentence: str) -> None:
        """The slice through the point along one axis, in an inset."""
        story, letter = self.story, "xy"[axis]
        picture, numbers = rect.columns(4.3, 2.1)
        along = np.linspace(*story.view[axis], 161)
        points = np.repeat(story.point[None], len(along), axis=0)
        points[:, axis] = along
        heights = np.asarray(story.objective.value(points))
        low, high = np.quantile(heights[np.isfinite(heights)], [0.01, 0.99])
        room = max(0.12 * (high - low), 1e-9 * max(1.0, abs(high)), 1e-300)
        if high - low <= room:
            room = max(1.0, 0.5 * abs(high))
        ranges = story.view[axis], (low - room, high + room)
        plane = Plane(
            *ranges,
            picture,
            self.theme,
            x_label=letter,
            y_label="f",
            ticks=min(3, tick_count(*ranges)),
        )
        curve = plane.curve(np.stack([along, heights], axis=1), self.ink("text"), LINE)
        slide = Slide(story, axis, self.board, plane, self.reach(axis))
        readout = Readout(
            f"(partial f) / (partial {letter})",
            lambda: slide.slope,
            self.ink("tangent"),
            FORMULA,
            decimals=decimals(story.gradient[axis]),
        )
        readout.move_to(numbers.center).align_to(numbers.at(0, 0), LEFT)
        with self.say(sentence) as line:
            self.remove(self.dot)
            self.add(slide)
            self.play(FadeIn(plane), Create(curve), FadeIn(readout), run_time=0.7)
            self.play(Drive(slide, slide.show_turn, 0, 1), run_time=line.until("value"))
        slide.hide_guide()
        self.add(self.dot)

    def reach(self, axis: int) -> float:
        """How far to slide, so that the dot stays in the picture and f is defined."""
        story = self.story
        reach = 0.45 * half_width(story.view)
        for _ in range(20):
            ways = np.linspace(-reach, reach, 41)
            points = np.repeat(story.point[None], len(ways), axis=0)
            points[:, axis] += ways
            ends = points[[0, -1]]
            gradients = story.objective.gradient(points)
            if np.isfinite(gradients).all() and all(self.board.contains(end) for end in ends):
                return reach
            reach *= 0.8
        return 0.0

    # --- 2: the gradient -----------------------------------------------------------------

    def gradient(self) -> None:
        """Put the two slopes into one vector."""
        self.section("gradient", "Two slopes make one vector")
        story = self.story
        self.clear_stage(self.board, self.curves, self.stars, self.dot, self.formula)
        parts = [math_source(float(slope)) for slope in story.gradient]
        vector = Formula(
            f"nabla f = vec(gap: #0.6em, (partial f) / (partial x), (partial f) / (partial y)) "
            f"= vec(gap: #0.6em, {', '.join(parts)})",
            self.ink("gradient"),
            TITLE,
        )
        named([vector], BELOW_FORMULA)
        first, second = says.gradient(story)
        self.scale = arrow_scale(story, story.gradient)
        note = scale_note(self.scale, self.theme).next_to(vector, DOWN, buff=0.5, aligned_edge=LEFT)
        ordinary = story.place is story.point
        shown = self.gradient_arrow(story.point, story.gradient) if ordinary else VGroup()
        legs = self.legs() if ordinary else VGroup()
        with self.say(first) as line:
            self.play(FadeIn(vector), run_time=line.until("arrow"))
            if ordinary:
                self.play(FadeIn(shown), FadeIn(note), run_time=line.left)
        with self.say(second) as line:
            self.wait(line.until("legs"))
            if ordinary:
                self.play(FadeIn(legs), run_time=min(1.0, line.left))
        self.arrow, self.vector = shown, vector
        if ordinary:
            self.play(FadeOut(legs), FadeOut(note), run_time=0.4)

    def gradient_arrow(self, point: Floats, gradient: Floats) -> VGroup:
        """The gradient as an arrow, at the length of the moment."""
        return arrow_on(self.board, point, self.scale * gradient, self.ink("gradient"), width=THICK)

    def legs(self) -> VGroup:
        """The components of the gradient as dashed legs, named at their middle."""
        story = self.story
        step = self.scale * story.gradient
        corner = story.point + step * np.array([1, 0])
        ways = [np.array([story.point, corner]), np.array([corner, corner + step * [0, 1]])]
        outward = [DOWN if step[1] >= 0 else UP, RIGHT if step[0] >= 0 else LEFT]
        group = VGroup()
        for way, out, letter, part in zip(ways, outward, "xy", step, strict=True):
            if part == 0:
                continue
            group.add(self.board.curve(way, self.ink("text"), LINE, (0.12, 0.08)))
            label = Formula(f"(partial f) / (partial {letter})", self.ink("text"), SMALL)
            group.add(beside(self.board, label, way.mean(axis=0), out))
        return group

    # --- 3: the level curve --------------------------------------------------------------

    def level_curve(self) -> None:
        """Find the same height elsewhere, and walk along it."""
        self.section("level-curve", "Walk where the height stays")
        story = self.story
        if story.kind is not Stationary.SLOPE:
            self.stop_at_stationary_point()
        if story.place is None or story.route is None:
            return
        route = story.route
        halfway = 0.5 if len(route.points) > 2 else 1.0
        self.compass = Compass(self.board, route, self.scale)
        below = np.mean(story.levels < route.level) if len(story.levels) else 0.5
        color = self.theme.level_color(float(below))
        curve = highlighted_level(self.board, route.points, color)
        others = contours(self.board, story.objective, [route.level]).set_stroke(color, LINE)
        height = self.readout("f", lambda: self.compass.level_here, "text", route.level)
        named([height], BELOW_FORMULA)
        marks = VGroup(
            *(
                VGroup(
                    current_dot(self.board.to_screen(twin), self.ink("text"), 0.08),
                    self.name_tag(twin),
                )
                for twin in story.twins
            )
        )
        aside = np.array([story.place_gradient[1], -story.place_gradient[0]])
        here = self.name_tag(story.place, aside)
        with self.say(says.height(story)) as line:
            self.play(FadeIn(here), FadeOut(self.vector), run_time=line.until("height"))
            self.play(FadeIn(height), run_time=0.4)
            for number, mark in enumerate(marks):
                self.wait(line.until(f"twin{number}"))
                self.play(FadeIn(mark), run_time=0.4)
        self.play(FadeOut(here), run_time=0.2)
        with self.say(says.walk(story)) as line:
            self.remove(self.dot)
            self.add(self.compass)
            self.play(
                Create(curve),
                FadeIn(others),
                FadeOut(self.arrow),
                run_time=line.until("walk") + 0.6,
            )
            self.bring_to_front(marks, self.compass)
            self.play(
                Drive(self.compass, self.compass.show_share, 0, halfway, rate_func=smooth),
                run_time=0.5 * line.left,
            )
            self.play(
                Drive(self.compass, self.compass.show_share, halfway, 0, rate_func=smooth),
                run_time=line.left,
            )
        self.highlight = VGroup(others, curve)
        self.play(FadeOut(marks), run_time=0.3)

    def stop_at_stationary_point(self) -> None:
        """Say what the point is, and go where there is a gradient."""
        story = self.story
        sentence = says.stationary(story)
        if sentence is not None:
            kind = Words(f"here: {self.kind_name()}", self.ink("text"), LABEL)
            kind.next_to(self.vector, DOWN, buff=0.5, aligned_edge=LEFT)
            with self.say(sentence) as line:
                self.play(FadeIn(kind), run_time=min(0.8, line.left))
            self.play(FadeOut(kind), run_time=0.3)
        if story.place is not None:
            self.scale = arrow_scale(story, story.place_gradient)
            with self.say(says.step_aside(story)) as line:
                self.wait(line.until("aside"))
                spot = self.board.to_screen(story.place)
                self.play(self.dot.animate.move_to(spot), run_time=min(1.2, line.left))

    def kind_name(self) -> str:
        """What the stationary point is called."""
        if self.story.place is None:
            return "flat"
        return {
            Stationary.MINIMUM: "minimum",
            Stationary.MAXIMUM: "maximum",
            Stationary.SADDLE: "saddle",
        }.get(self.story.kind, "flat in one direction")

    # --- 4: the right angle --------------------------------------------------------------

    def right_angle(self) -> None:
        """Tangent and gradient, all along the curve."""
        self.section("right-angle", "Zero slope along the tangent")
        story, compass = self.story, self.compass
        if story.route is None:
            return
        place_scale, route_scale = self.scale, arrow_scale(story, story.route.gradients)
        tangent = Words("tangent: slope 0", self.ink("tangent"), FORMULA)
        rule = Formula(
            "nabla f dot bold(u) = 0",
            self.ink("text"),
            FORMULA,
            {"nabla f": self.ink("gradient"), "bold(u)": self.ink("tangent")},
        )
        height = self.readout("f", lambda: compass.level_here, "text", story.route.level)
        angle = Readout(
            '"angle"', lambda: compass.angle, self.ink("text"), FORMULA, decimals=4, unit="°"
        )
        note = scale_note(route_scale, self.theme)
        column = named([height, tangent, rule, angle, note], BELOW_FORMULA, gap=0.42)
        self.remove(*(m for m in self.mobjects if isinstance(m, Readout)))
        self.add(height)
        with self.say(
            "The [tangent] tangent is the direction of the curve. Along it the height does not "
            "change: its slope is [zero] zero."
        ) as line:
            self.wait(line.until("tangent"))
            compass.with_tangent = True
            compass.show_share(0.0)
            self.play(Drive(compass, compass.show_share, 0, 0.03), run_time=line.until("zero"))
            self.play(FadeIn(tangent), run_time=0.4)
        with self.say(
            "So the gradient has no part along the tangent: it stands at a [right] right angle."
        ) as line:
            compass.with_arrow = True
            compass.scale_of_arrow = route_scale
            self.play(
                FadeIn(rule),
                Drive(compass, compass.show_share, 0.03, 0),
                run_time=line.until("right"),
            )
            compass.with_mark = True
            compass.show_share(0.0)
            self.play(FadeIn(angle), FadeIn(note), run_time=line.left)
        with self.say(says.angle(story)) as line:
            self.wait(line.until("go"))
            self.play(
                Drive(compass, compass.show_share, 0, 1, rate_func=linear),
                run_time=line.left + 0.8,
            )
        self.scale = place_scale
        self.play(*(FadeOut(member) for member in column), run_time=0.4)

    # --- 5: the steepest direction -------------------------------------------------------

    def steepest(self) -> None:
        """Try all directions; then look at arrows elsewhere."""
        self.section("steepest", "No direction is steeper")
        story = self.story
        if story.place is None:
            return
        size = float(np.linalg.norm(story.place_gradient))
        fan = Fan(self.board, story, story.place, self.scale)
        self.remove(self.compass)
        self.add(fan, self.dot)
        slope = self.readout('"slope"', lambda: fan.slope, "text", size)
        length = Formula(f"|nabla f| = {math_source(size)}", self.ink("gradient"), TITLE)
        note = scale_note(self.scale, self.theme)
        named([slope, note], BELOW_FORMULA, gap=0.9)
        named([length], BELOW_FORMULA)
        arrow = self.gradient_arrow(story.place, story.place_gradient)
        with self.say(
            "[fan] Try every direction, and draw each as long as its slope is steep."
        ) as line:
            self.play(FadeIn(slope), FadeIn(note), run_time=0.4)
            self.play(
                Drive(fan, fan.show_count, 0, story_of.FAN, rate_func=linear), run_time=line.left
            )
        self.play(FadeOut(slope), run_time=0.3)
        with self.say(says.steepest(story)) as line:
            self.wait(line.until("gradient"))
            self.play(FadeIn(arrow), FadeIn(length), run_time=min(1.0, line.left))
        self.remove(slope)
        self.play(
            *(FadeOut(mobject) for mobject in (fan, arrow, length, note, self.highlight)),
            run_time=0.4,
        )
        self.crowding()

    def crowding(self) -> None:
        """Small arrows everywhere: long where the curves crowd."""
        story = self.story
        steps = contours(self.board, story.objective, [float(v) for v in story.equal_levels])
        longest = 0.28 * half_width(story.view)
        field = small_arrows(self.board, story.grid, story.grid_gradients, longest)
        rule = Formula(
            '"distance of curves" approx "step of height" / (|nabla f|)', self.ink("text"), FORMULA
        )
        named([rule], BELOW_FORMULA)
        with self.say(says.spacing(story)) as line:
            change = [FadeOut(self.curves), FadeIn(steps)]
            self.play(*change, FadeOut(self.dot), run_time=0.8)
            self.play(FadeIn(field), run_time=line.until("crowd"))
            self.play(FadeIn(rule), run_time=line.until("short"))
        self.play(FadeOut(field), FadeOut(rule), FadeOut(steps), FadeIn(self.curves), run_time=0.5)

    # --- 6: the way down -----------------------------------------------------------------

    def downhill(self) -> None:
        """A few steps along minus the gradient, and what squashed contours do to them."""
        self.section("downhill", "Turn it round: the way down")
        story = self.story
        self.clear_stage(self.board, self.curves, self.stars, self.formula)
        self.bring_to_front(self.stars)
        with self.say(says.downhill(story)) as line:
            self.walk = self.descend(line)
        aim = says.aim(story)
        if aim is not None and story.place is not None and story.minimum is not None:
            way = self.board.curve(
                np.array([story.place, story.minimum]), self.ink("muted"), LINE, (0.1, 0.08)
            )
            with self.say(aim) as line:
                self.wait(line.until("aim"))
                self.play(Create(way), run_time=min(1.0, line.left))
            self.walk = VGroup(way, self.walk)
            self.add(self.walk)
        self.squash()

    def descend(self, line: Line) -> VGroup:
        """The first step as an arrow, then all of them."""
        story = self.story
        rule = Formula("bold(x) arrow.l bold(x) - alpha nabla f", self.ink("text"), TITLE)
        if story.descent is None:
            named([rule], BELOW_FORMULA)
            self.play(FadeIn(self.dot), FadeIn(rule), run_time=line.until("minus"))
            return VGroup(self.dot)
        descent = story.descent
        walk = Walk(self.board, descent.positions, "gradient descent")
        rate = Formula(f"alpha = {math_source(story.learning_rate)}", self.ink("muted"), FORMULA)
        height = self.readout(
            "f",
            lambda: float(descent.losses[int(walk.progress)]),
            "text",
            float(np.abs(descent.losses).min()),
        )
        named([rule, rate, height], BELOW_FORMULA, gap=0.45)
        self.play(FadeIn(walk), FadeIn(rule), FadeIn(rate), run_time=line.until("minus"))
        step = walk.step_arrow(0)
        self.play(FadeIn(step), FadeIn(height), run_time=line.until("steps"))
        self.play(TakeSteps(walk, 1), FadeOut(step), run_time=0.8)
        self.play(TakeSteps(walk, descent.steps), run_time=max(line.left, 1.0))
        return walk

    def squash(self) -> None:
        """The round bowl that becomes a valley, beside the lesson's own landscape."""
        story = self.story
        self.clear_stage(self.board, self.curves, self.stars, self.walk)
        plane = Plane(
            (-2.9, 2.9), (-1.9, 1.9), SIDE.rows(4.4, 1.3)[0], self.theme, equal=True, ticks=0
        )
        bowl = SquashedBowl(plane)
        formula = Formula("f = x^2 + b y^2", self.ink("text"), LABEL)
        curvature = Readout("b", lambda: bowl.curvature, self.ink("text"), LABEL, decimals=1)
        miss = Readout(
            '"off the minimum"', lambda: bowl.miss, self.ink("text"), LABEL, decimals=0, unit="°"
        )
        row = VGroup(formula, curvature, miss).arrange(RIGHT, buff=0.5)
        row.move_to(SIDE.rows(4.4, 1.3)[1].at(0.5, 0.7))
        with self.say(says.squash(story)) as line:
            self.play(FadeIn(plane), FadeIn(bowl), FadeIn(row), run_time=line.until("squash") + 0.5)
            self.play(Drive(bowl, bowl.show_curvature, 1.0, SquashedBowl.MOST), run_time=line.left)
        with self.say(
            "That is why gradients seem to point the [wrong] wrong way: "
            "they know the contour here, not the minimum far away."
        ) as line:
            self.wait(line.until("wrong"))
            self.play(Drive(bowl, bowl.show_curvature, SquashedBowl.MOST, 3.0), run_time=line.left)

    # --- 7: where it is zero -------------------------------------------------------------

    def stationary_points(self) -> None:
        """A minimum, a maximum and a saddle side by side."""
        self.section("stationary-points", "Where the gradient is zero")
        self.clear_stage()
        shapes = {
            "minimum": ((1.0, 1.0), "x^2 + y^2", "arrows point away"),
            "maximum": ((-1.0, -1.0), "-x^2 - y^2", "arrows point in"),
            "saddle": ((1.0, -1.0), "x^2 - y^2", "some away, some in"),
        }
        pictures = []
        for column, (name, (bends, source, remark)) in zip(
            STAGE.columns(1, 1, 1), shapes.items(), strict=True
        ):
            upper, lower = column.rows(4.2, 1.5, gap=0.1)
            pictures.append(self.stationary_picture(upper, lower, name, bends, source, remark))
        with self.say("Where the gradient is [none] zero, there is no direction to take.") as line:
            self.play(*(FadeIn(picture[0]) for picture in pictures), run_time=line.until("none"))
        with self.say(
            "Around a [minimum] minimum all gradients point away. Around a [maximum] maximum they "
            "point in. At a [saddle] saddle, some do either."
        ) as line:
            for name, picture in zip(shapes, pictures, strict=True):
                self.wait(line.until(name))
                self.play(FadeIn(picture[1]), run_time=0.8)

    def stationary_picture(
        self,
        upper: Rect,
        lower: Rect,
        name: str,
        bends: tuple[float, float],
        source: str,
        remark: str,
    ) -> tuple[VGroup, VGroup]:
        """The landscape with its centre, and its gradients with the remark on them."""
        landscape = objectives.get("quadratic", a=bends[0], b=bends[1])
        plane = Plane((-1.7, 1.7), (-1.7, 1.7), upper, self.theme, equal=True, ticks=0)
        curves = contours(plane, landscape, count=8)
        center = plane.to_screen(np.zeros(2))
        mark: VMobject = current_dot(center, self.ink("text"))
        if name == "minimum":
            mark = minimum_star(center, self.ink("text"))
        title = Words(name, self.ink("text"), FORMULA)
        title.move_to(lower.at(0.5, 0.85))
        formula = Formula(f"f = {source}", self.ink("muted"), LABEL)
        formula.next_to(title, DOWN, buff=0.18)
        around = np.arange(8) * np.pi / 4
        places = np.stack([np.cos(around), np.sin(around)], axis=1)
        arrows = small_arrows(plane, places, landscape.gradient(places), 0.55)
        note = Words(remark, self.ink("gradient"), LABEL).next_to(formula, DOWN, buff=0.18)
        return VGroup(plane, curves, mark, title, formula), VGroup(arrows, note)

    # --- small things --------------------------------------------------------------------

    def name_tag(self, point: Floats, way: Floats | None = None) -> VGroup:
        """The coordinates of a point, on its outer side, or on the side that ``way`` leads to."""
        label = Words(says.place_name(point), self.ink("text"), SMALL)
        away = np.sign(point - np.mean(self.story.view, axis=1) if way is None else way)
        return beside(self.board, label, point, UR * np.array([*np.where(away, away, 1), 0]))

    def formula_of_f(self) -> VMobject:
        """The formula of f, or it by name where the formula is too long for the panel."""
        objective = self.story.objective
        formula: VMobject = Formula(f"f(x, y) = {objective.formula}", self.ink("text"), FORMULA)
        if formula.width * SMALL / FORMULA > SIDE.width or formula.height > 1.0:
            name = objective.title if len(objective.title) < 40 else f"{objective.title[:36]}..."
            formula = Words(f"f: {name}", self.ink("text"), LABEL)
        if formula.width > SIDE.width:
            formula.scale_to_fit_width(SIDE.width)
        return named([formula], FORMULA_PLACE)

    def readout(self, label: str, value: Callable[[], float], role: str, size: float) -> Readout:
        """A live number with as many decimals as a value of this size needs."""
        return Readout(label, value, self.ink(role), FORMULA, decimals=decimals(size))
