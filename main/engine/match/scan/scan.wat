;; One block of an exact search's first pass: int8 rows against an int16 probe.
;;   scores[row] = probeScale * scales[row] * (rows[row] . probe)        for 0 <= row < count
;; A product of two values within +-127 fits 15 bits and a pair of them 16, so that dot_i16x8_s
;; (one multiply-and-add instruction on x86 and Arm) is exact. `dim` is a multiple of 64.
(module
  (import "env" "memory" (memory 1 65536 shared))
  (func (export "scan")
    (param $rows i32) (param $scales i32) (param $scores i32) (param $count i32)
    (param $probe i32) (param $dim i32) (param $probeScale f32)
    (local $q i32) (local $rowEnd i32) (local $end i32)
    (local $a v128) (local $b v128)
    (local.set $end (i32.add (local.get $scores) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $scores) (local.get $end)))
        (local.set $q (local.get $probe))
        (local.set $rowEnd (i32.add (local.get $rows) (local.get $dim)))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (loop $step
          ;; 64 numbers a step, into two sums by turns, so that neither waits for itself.
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s
            (v128.load8x8_s (local.get $rows)) (v128.load (local.get $q)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s
            (v128.load8x8_s offset=8 (local.get $rows)) (v128.load offset=16 (local.get $q)))))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s
            (v128.load8x8_s offset=16 (local.get $rows)) (v128.load offset=32 (local.get $q)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s
            (v128.load8x8_s offset=24 (local.get $rows)) (v128.load offset=48 (local.get $q)))))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s
            (v128.load8x8_s offset=32 (local.get $rows)) (v128.load offset=64 (local.get $q)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s
            (v128.load8x8_s offset=40 (local.get $rows)) (v128.load offset=80 (local.get $q)))))
          (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s
            (v128.load8x8_s offset=48 (local.get $rows)) (v128.load offset=96 (local.get $q)))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s
            (v128.load8x8_s offset=56 (local.get $rows)) (v128.load offset=112 (local.get $q)))))
          (local.set $q (i32.add (local.get $q) (i32.const 128)))
          (local.set $rows (i32.add (local.get $rows) (i32.const 64)))
          (br_if $step (i32.lt_u (local.get $rows) (local.get $rowEnd))))
        (local.set $a (i32x4.add (local.get $a) (local.get $b)))
        (f32.store (local.get $scores)
          (f32.mul
            (f32.mul (local.get $probeScale) (f32.load (local.get $scales)))
            (f32.convert_i32_s
              (i32.add
                (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
                (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))))
        (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (br $row)))))
