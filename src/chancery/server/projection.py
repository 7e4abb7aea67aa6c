"""Where a point of the globe lies on the map: the Equal Earth projection, which shows every land at its true size.

Šavrič, Patterson and Jenny, The Equal Earth map projection, 2018.
"""

from __future__ import annotations

import math

WIDTH = 1000.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2


def _raw(longitude: float, latitude: float) -> tuple[float, float]:
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = math.radians(longitude) * math.cos(theta) / (_M * slope)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return x, y


_RIGHT, _TOP = _raw(180, 0)[0], _raw(0, 90)[1]
_SCALE = WIDTH / (2 * _RIGHT)
HEIGHT = round(2 * _TOP * _SCALE, 1)


def point(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in the picture, from its upper left corner.

    >>> point(0, 0)[0] == WIDTH / 2, point(0, 90)[1], point(-180, 0)[0]
    (True, 0.0, 0.0)
    """
    x, y = _raw(longitude, latitude)
    return round((x + _RIGHT) * _SCALE, 1), round((_TOP - y) * _SCALE, 1)
