;; The loops over pixels, four channels or four pixels at a time. Pixels are RGBA bytes; kernel.ts
;; lays out the memory. At address 0: four factors (scale), at 16: four summands (shift), at 32: the
;; mask of the pixels that are left of a square's row after whole groups of four.
(module
  (memory (export "memory") 2)

  ;; Means of squares of `factor` x `factor` pixels, coded and set apart by channel:
  ;;   out[plane * c + 4 * (y * width + x)] = scale[c] * sum + shift[c]
  ;; `src` holds rows * factor lines of width * factor pixels; `factor` is at most 16.
  (func (export "shrink")
    (param $src i32) (param $factor i32) (param $width i32) (param $rows i32)
    (param $out i32) (param $plane i32)
    (local $line i32) (local $end i32) (local $p i32) (local $groups i32) (local $i i32) (local $j i32)
    (local $next i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $scale v128) (local $shift v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $t0 v128) (local $t1 v128) (local $t2 v128)
    (local $mask v128)
    (local.set $scale (v128.load (i32.const 0)))
    (local.set $shift (v128.load (i32.const 16)))
    (local.set $mask (v128.load (i32.const 32)))
    (local.set $s0 (f32x4.splat (f32x4.extract_lane 0 (local.get $scale))))
    (local.set $s1 (f32x4.splat (f32x4.extract_lane 1 (local.get $scale))))
    (local.set $s2 (f32x4.splat (f32x4.extract_lane 2 (local.get $scale))))
    (local.set $t0 (f32x4.splat (f32x4.extract_lane 0 (local.get $shift))))
    (local.set $t1 (f32x4.splat (f32x4.extract_lane 1 (local.get $shift))))
    (local.set $t2 (f32x4.splat (f32x4.extract_lane 2 (local.get $shift))))
    (local.set $line (i32.shl (i32.mul (local.get $width) (local.get $factor)) (i32.const 2)))
    (local.set $groups (i32.shr_u (local.get $factor) (i32.const 2)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $end (i32.add (local.get $out) (i32.shl (local.get $width) (i32.const 2))))
        (local.set $p (local.get $src))
        (local.set $next
          (i32.add (local.get $src) (i32.mul (local.get $line) (local.get $factor))))
        (if (i32.eq (local.get $factor) (i32.const 2))
          (then
            ;; Four outputs a step; what a step writes beyond its line the next line overwrites.
            (loop $step
              (local.set $a (v128.load (local.get $p)))
              (local.set $b (v128.load offset=16 (local.get $p)))
              (local.set $c (v128.load (i32.add (local.get $p) (local.get $line))))
              (local.set $d (v128.load offset=16 (i32.add (local.get $p) (local.get $line))))
              ;; Four pixels by channel, then pairs of them: [r0+r1 r2+r3 g0+g1 .. a2+a3] in 16 bits.
              (local.set $a (i16x8.add
                (i16x8.extadd_pairwise_i8x16_u
                  (i8x16.shuffle 0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $a) (local.get $a)))
                (i16x8.extadd_pairwise_i8x16_u
                  (i8x16.shuffle 0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $c) (local.get $c)))))
              (local.set $b (i16x8.add
                (i16x8.extadd_pairwise_i8x16_u
                  (i8x16.shuffle 0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $b) (local.get $b)))
                (i16x8.extadd_pairwise_i8x16_u
                  (i8x16.shuffle 0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $d) (local.get $d)))))
              (v128.store (i32.add (local.get $out) (i32.shl (local.get $plane) (i32.const 1)))
                (f32x4.add (local.get $t2) (f32x4.mul (local.get $s2)
                  (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u
                    (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
                      (local.get $a) (local.get $b)))))))
              (local.set $a
                (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b)))
              (v128.store (local.get $out)
                (f32x4.add (local.get $t0) (f32x4.mul (local.get $s0)
                  (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (local.get $a))))))
              (v128.store (i32.add (local.get $out) (local.get $plane))
                (f32x4.add (local.get $t1) (f32x4.mul (local.get $s1)
                  (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (local.get $a))))))
              (local.set $p (i32.add (local.get $p) (i32.const 32)))
              (local.set $out (i32.add (local.get $out) (i32.const 16)))
              (br_if $step (i32.lt_u (local.get $out) (local.get $end)))))
          (else
            (loop $square
              (if (i32.eq (local.get $factor) (i32.const 4))
                (then
                  (local.set $j (i32.add (local.get $p) (i32.shl (local.get $line) (i32.const 1))))
                  (local.set $a (v128.load (local.get $p)))
                  (local.set $b (v128.load (i32.add (local.get $p) (local.get $line))))
                  (local.set $c (v128.load (local.get $j)))
                  (local.set $d (v128.load (i32.add (local.get $j) (local.get $line))))
                  (local.set $a (i16x8.add
                    (i16x8.add
                      (i16x8.extadd_pairwise_i8x16_u (i8x16.shuffle
                        0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $a) (local.get $a)))
                      (i16x8.extadd_pairwise_i8x16_u (i8x16.shuffle
                        0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $b) (local.get $b))))
                    (i16x8.add
                      (i16x8.extadd_pairwise_i8x16_u (i8x16.shuffle
                        0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $c) (local.get $c)))
                      (i16x8.extadd_pairwise_i8x16_u (i8x16.shuffle
                        0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15 (local.get $d) (local.get $d)))))))
                (else
                  (local.set $a (v128.const i32x4 0 0 0 0))
                  (local.set $j (local.get $factor))
                  (local.set $src (local.get $p))
                  (loop $down
                    (local.set $i (local.get $groups))
                    (block $rest
                      (loop $across
                        (br_if $rest (i32.eqz (local.get $i)))
                        (local.set $b (v128.load (local.get $src)))
                        (local.set $a (i16x8.add (local.get $a) (i16x8.extadd_pairwise_i8x16_u
                          (i8x16.shuffle 0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15
                            (local.get $b) (local.get $b)))))
                        (local.set $src (i32.add (local.get $src) (i32.const 16)))
                        (local.set $i (i32.sub (local.get $i) (i32.const 1)))
                        (br $across)))
                    (if (i32.and (local.get $factor) (i32.const 3))
                      (then
                        (local.set $b (v128.and (local.get $mask) (v128.load (local.get $src))))
                        (local.set $a (i16x8.add (local.get $a) (i16x8.extadd_pairwise_i8x16_u
                          (i8x16.shuffle 0 4 8 12 1 5 9 13 2 6 10 14 3 7 11 15
                            (local.get $b) (local.get $b)))))))
                    (local.set $src (i32.add (local.get $src)
                      (i32.sub (local.get $line) (i32.shl (local.get $groups) (i32.const 4)))))
                    (local.set $j (i32.sub (local.get $j) (i32.const 1)))
                    (br_if $down (local.get $j)))))
              (local.set $b (f32x4.add (local.get $shift) (f32x4.mul (local.get $scale)
                (f32x4.convert_i32x4_u (i32x4.extadd_pairwise_i16x8_u (local.get $a))))))
              (v128.store32_lane 0 (local.get $out) (local.get $b))
              (v128.store32_lane 1 (i32.add (local.get $out) (local.get $plane)) (local.get $b))
              (v128.store32_lane 2 (i32.add (local.get $out) (i32.shl (local.get $plane) (i32.const 1)))
                (local.get $b))
              (local.set $p (i32.add (local.get $p) (i32.shl (local.get $factor) (i32.const 2))))
              (local.set $out (i32.add (local.get $out) (i32.const 4)))
              (br_if $square (i32.lt_u (local.get $out) (local.get $end))))))
        (local.set $out (local.get $end))
        (local.set $src (local.get $next))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row))))

  ;; One line of weighted lines: out[i] = sum over k of weights[k] * src[k * stride + i], as four
  ;; floats a pixel, four pixels a step (the last step may go beyond `count`).
  (func (export "blend")
    (param $src i32) (param $stride i32) (param $taps i32) (param $weights i32)
    (param $out i32) (param $count i32)
    (local $end i32) (local $p i32) (local $w i32) (local $last i32)
    (local $four v128) (local $two v128) (local $weight v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 4))))
    (local.set $last (i32.add (local.get $weights) (i32.shl (local.get $taps) (i32.const 2))))
    (loop $step
      (local.set $a (v128.const i32x4 0 0 0 0))
      (local.set $b (v128.const i32x4 0 0 0 0))
      (local.set $c (v128.const i32x4 0 0 0 0))
      (local.set $d (v128.const i32x4 0 0 0 0))
      (local.set $p (local.get $src))
      (local.set $w (local.get $weights))
      (loop $tap
        (local.set $weight (v128.load32_splat (local.get $w)))
        (local.set $four (v128.load (local.get $p)))
        (local.set $two (i16x8.extend_low_i8x16_u (local.get $four)))
        (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $weight)
          (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (local.get $two))))))
        (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $weight)
          (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (local.get $two))))))
        (local.set $two (i16x8.extend_high_i8x16_u (local.get $four)))
        (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $weight)
          (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (local.get $two))))))
        (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $weight)
          (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (local.get $two))))))
        (local.set $p (i32.add (local.get $p) (local.get $stride)))
        (local.set $w (i32.add (local.get $w) (i32.const 4)))
        (br_if $tap (i32.lt_u (local.get $w) (local.get $last))))
      (v128.store (local.get $out) (local.get $a))
      (v128.store offset=16 (local.get $out) (local.get $b))
      (v128.store offset=32 (local.get $out) (local.get $c))
      (v128.store offset=48 (local.get $out) (local.get $d))
      (local.set $src (i32.add (local.get $src) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (br_if $step (i32.lt_u (local.get $out) (local.get $end)))))

  ;; A blended line resampled sideways: out[x] = sum over k of weights[x * taps + k] * line[first[x] + k],
  ;; coded by channel to three planes; with `plane` 0 the coded channels are added up to one (grey).
  (func (export "gather")
    (param $line i32) (param $taps i32) (param $first i32) (param $weights i32)
    (param $out i32) (param $count i32) (param $plane i32)
    (local $end i32) (local $last i32) (local $p i32)
    (local $sum v128) (local $scale v128) (local $shift v128)
    (local.set $scale (v128.load (i32.const 0)))
    (local.set $shift (v128.load (i32.const 16)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (loop $each
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $p (i32.add (local.get $line) (i32.shl (i32.load (local.get $first)) (i32.const 4))))
      (local.set $last (i32.add (local.get $weights) (i32.shl (local.get $taps) (i32.const 2))))
      (loop $tap
        (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul
          (v128.load32_splat (local.get $weights)) (v128.load (local.get $p)))))
        (local.set $p (i32.add (local.get $p) (i32.const 16)))
        (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
        (br_if $tap (i32.lt_u (local.get $weights) (local.get $last))))
      (local.set $sum (f32x4.add (local.get $shift) (f32x4.mul (local.get $scale) (local.get $sum))))
      (if (local.get $plane)
        (then
          (v128.store32_lane 0 (local.get $out) (local.get $sum))
          (v128.store32_lane 1 (i32.add (local.get $out) (local.get $plane)) (local.get $sum))
          (v128.store32_lane 2 (i32.add (local.get $out) (i32.shl (local.get $plane) (i32.const 1)))
            (local.get $sum)))
        (else
          (f32.store (local.get $out) (f32.add (f32.add
            (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
            (f32x4.extract_lane 2 (local.get $sum))))))
      (local.set $first (i32.add (local.get $first) (i32.const 4)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $each (i32.lt_u (local.get $out) (local.get $end)))))

  ;; One line of a warped picture: pixel i is the mean of n x n bilinear samples of `src` (lines of
  ;; `stride` pixels), of which the first lies at (x, y) and each next (dx, dy) further, a line of
  ;; samples (-dy, dx). Samples beyond 0 .. right and 0 .. bottom are taken at that edge. Fewer than
  ;; 2^23 pixels: their numbers are worked out as 32-bit floats.
  (func (export "warp")
    (param $src i32) (param $stride i32) (param $right f32) (param $bottom f32)
    (param $x f64) (param $y f64) (param $dx f64) (param $dy f64)
    (param $n i32) (param $out i32) (param $count i32)
    (local $end i32) (local $i i32) (local $j i32) (local $p i32) (local $line i32)
    (local $stepX f64) (local $stepY f64)
    (local $most v128) (local $number v128) (local $across v128) (local $down v128)
    (local $at v128) (local $start v128) (local $floor v128) (local $share v128) (local $sum v128)
    (local $upper v128) (local $lower v128) (local $a v128) (local $b v128) (local $f v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $line (i32.shl (local.get $stride) (i32.const 2)))
    (local.set $share (f32x4.splat (f32.div (f32.const 1)
      (f32.convert_i32_s (i32.mul (local.get $n) (local.get $n))))))
    (local.set $stepX (f64.mul (local.get $dx) (f64.convert_i32_s (local.get $n))))
    (local.set $stepY (f64.mul (local.get $dy) (f64.convert_i32_s (local.get $n))))
    ;; Places are [x y - -]; a pixel's number is x + stride * y.
    (local.set $most (f32x4.replace_lane 1 (f32x4.splat (local.get $right)) (local.get $bottom)))
    (local.set $number (f32x4.replace_lane 1 (f32x4.splat (f32.const 1))
      (f32.convert_i32_s (local.get $stride))))
    (local.set $across (f32x4.replace_lane 1
      (f32x4.splat (f32.demote_f64 (local.get $dx))) (f32.demote_f64 (local.get $dy))))
    (local.set $down (f32x4.replace_lane 1
      (f32x4.splat (f32.demote_f64 (f64.neg (local.get $dy)))) (f32.demote_f64 (local.get $dx))))
    (loop $pixel
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $start (f32x4.replace_lane 1
        (f32x4.splat (f32.demote_f64 (local.get $x))) (f32.demote_f64 (local.get $y))))
      (local.set $j (local.get $n))
      (loop $lines
        (local.set $at (local.get $start))
        (local.set $i (local.get $n))
        (loop $samples
          (local.set $f (f32x4.pmax (v128.const i32x4 0 0 0 0)
            (f32x4.pmin (local.get $most) (local.get $at))))
          (local.set $floor (f32x4.floor (local.get $f)))
          (local.set $f (f32x4.sub (local.get $f) (local.get $floor)))
          (local.set $floor (f32x4.mul (local.get $floor) (local.get $number)))
          (local.set $floor (f32x4.add (local.get $floor)
            (i8x16.shuffle 4 5 6 7 0 1 2 3 8 9 10 11 12 13 14 15
              (local.get $floor) (local.get $floor))))
          ;; 2^23 added to a whole number leaves it in the lower 23 bits.
          (local.set $p (i32.add (local.get $src) (i32.shl (i32.and (i32.const 0x7fffff)
            (i32x4.extract_lane 0 (f32x4.add (local.get $floor) (f32x4.splat (f32.const 8388608)))))
            (i32.const 2))))
          (local.set $upper (v128.load8x8_u (local.get $p)))
          (local.set $lower (v128.load8x8_u (i32.add (local.get $p) (local.get $line))))
          ;; Between the two lines first, on the left (a) and on the right (b); then between a and b.
          (local.set $a (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $upper))))
          (local.set $b (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $upper))))
          (local.set $lower (i16x8.sub (local.get $lower) (local.get $upper)))
          (local.set $upper (i8x16.shuffle 4 5 6 7 4 5 6 7 4 5 6 7 4 5 6 7
            (local.get $f) (local.get $f)))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $upper)
            (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $lower))))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $upper)
            (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $lower))))))
          (local.set $f (i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3
            (local.get $f) (local.get $f)))
          (local.set $sum (f32x4.add (local.get $sum) (f32x4.add (local.get $a)
            (f32x4.mul (local.get $f) (f32x4.sub (local.get $b) (local.get $a))))))
          (local.set $at (f32x4.add (local.get $at) (local.get $across)))
          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
          (br_if $samples (local.get $i)))
        (local.set $start (f32x4.add (local.get $start) (local.get $down)))
        (local.set $j (i32.sub (local.get $j) (i32.const 1)))
        (br_if $lines (local.get $j)))
      ;; Rounded half to even, as a clamped array of bytes does it; alpha is 255.
      (local.set $sum (i32x4.trunc_sat_f32x4_s (f32x4.nearest
        (f32x4.mul (local.get $share) (local.get $sum)))))
      (local.set $sum (i16x8.narrow_i32x4_s (local.get $sum) (local.get $sum)))
      (i32.store (local.get $out) (i32.or (i32.const 0xff000000)
        (i32x4.extract_lane 0 (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))))
      (local.set $x (f64.add (local.get $x) (local.get $stepX)))
      (local.set $y (f64.add (local.get $y) (local.get $stepY)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $pixel (i32.lt_u (local.get $out) (local.get $end))))))
