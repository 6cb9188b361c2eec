// Making a picture larger, moving it about and turning it: by wheel, double click, fingers and keys.
const LARGEST = 8
const DOUBLE = 2.5
const SWIPE = 60

export class ViewerZoom {
  #pointers = new Map()

  /** `step` goes to the next picture, by 1 or -1, when a finger brushes over one that is not enlarged. */
  constructor(stage, step) {
    this.stage = stage
    this.step = step
    stage.addEventListener('wheel', event => this.#wheel(event), { passive: false })
    stage.addEventListener('dblclick', event => this.target?.contains(event.target) && this.zoom(this.scale > 1 ? 1 / this.scale : DOUBLE, event))
    stage.addEventListener('pointerdown', event => this.#down(event))
    stage.addEventListener('pointermove', event => this.#move(event))
    for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, event => this.#up(event))
  }

  /** Begins with another picture, or with none. */
  begin(target) {
    this.target = target
    Object.assign(this, { scale: 1, x: 0, y: 0, turns: 0 })
    this.#pointers.clear()
    this.#apply()
  }

  rotate() {
    this.turns += 1
    this.#apply()
  }

  /** Enlarges about a place, or about the middle. */
  zoom(by, place) {
    if (!this.target) return
    const box = this.stage.getBoundingClientRect()
    const [dx, dy] = place ? [place.clientX - box.left - box.width / 2, place.clientY - box.top - box.height / 2] : [0, 0]
    const scale = Math.max(1, Math.min(LARGEST, this.scale * by))
    this.x = dx - ((dx - this.x) * scale) / this.scale
    this.y = dy - ((dy - this.y) * scale) / this.scale
    this.scale = scale
    this.#apply()
  }

  #apply() {
    if (!this.target) return
    if (this.scale === 1) Object.assign(this, { x: 0, y: 0 })
    const { width, height } = this.stage.getBoundingClientRect()
    this.x = Math.max(-width * this.scale / 2, Math.min(width * this.scale / 2, this.x))
    this.y = Math.max(-height * this.scale / 2, Math.min(height * this.scale / 2, this.y))
    const fit = this.turns % 2 && this.target.offsetWidth ? Math.min(1, height / this.target.offsetWidth, width / this.target.offsetHeight) : 1
    this.target.style.setProperty('transform', `translate(${this.x}px, ${this.y}px) scale(${this.scale * fit}) rotate(${this.turns * 90}deg)`)
    this.stage.toggleAttribute('data-enlarged', this.scale > 1)
  }

  #wheel(event) {
    if (!this.target) return
    event.preventDefault()
    this.zoom(Math.exp(-event.deltaY / 400), event)
  }

  #down(event) {
    if (!this.target || event.target.closest('button, video')) return
    this.#pointers.set(event.pointerId, { clientX: event.clientX, clientY: event.clientY, startX: event.clientX })
    this.stage.setPointerCapture(event.pointerId)
  }

  #move(event) {
    const pointer = this.#pointers.get(event.pointerId)
    if (!pointer) return
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    if (other) {
      const distance = one => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
      this.zoom(distance(event) / Math.max(1, distance(pointer)), { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 })
      pointer.startX = NaN
    } else if (this.scale > 1) {
      this.x += event.clientX - pointer.clientX
      this.y += event.clientY - pointer.clientY
      this.#apply()
    }
    Object.assign(pointer, { clientX: event.clientX, clientY: event.clientY })
  }

  #up(event) {
    const pointer = this.#pointers.get(event.pointerId)
    this.#pointers.delete(event.pointerId)
    if (!pointer || this.scale > 1 || event.pointerType === 'mouse') return
    const far = event.clientX - pointer.startX
    if (Math.abs(far) > SWIPE) this.step((far > 0) === (document.dir !== 'rtl') ? -1 : 1)
  }
}
