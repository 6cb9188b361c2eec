// How loud it was, as bars that run to where the new ones come; as many as there is room for.
const BAR = 3
const STEP = 5

export class LevelMeter {
  #levels = []

  constructor(canvas) {
    this.canvas = canvas
  }

  add(level) {
    const most = Math.ceil(this.canvas.clientWidth / STEP)
    this.#levels.push(level)
    this.#levels = this.#levels.slice(-most)
    this.draw()
  }

  clear() {
    this.#levels = []
  }

  draw() {
    const { canvas } = this
    const ratio = window.devicePixelRatio
    const { clientWidth: width, clientHeight: height } = canvas
    if (canvas.width !== Math.round(width * ratio)) Object.assign(canvas, { width: width * ratio, height: height * ratio })
    const pen = canvas.getContext('2d')
    const style = getComputedStyle(canvas)
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, width, height)
    pen.fillStyle = style.color
    this.#levels.forEach((level, index) => {
      const size = Math.max(BAR, level * height)
      const along = width - (this.#levels.length - index) * STEP
      pen.beginPath()
      pen.roundRect(style.direction === 'rtl' ? width - along - BAR : along, (height - size) / 2, BAR, size, BAR / 2)
      pen.fill()
    })
  }
}
