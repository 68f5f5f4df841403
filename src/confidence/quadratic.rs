//! The least value of a quadratic function under sign constraints.

use super::spec::Direction;

/// The `x` that minimises `x'Hx / 2 + linear'x`, where every `Rising` entry must be at least 0 and
/// every `Falling` one at most 0; begins at `start`, which must keep to that.
///
/// `hessian` is symmetric, row after row. The active-set method of Lawson and Hanson (1974, there
/// for least squares): exact, and quick where `start` has the right zeros already. `None` where
/// the matrix is not positive definite.
pub(super) fn minimize(
    hessian: &[f64],
    linear: &[f64],
    directions: &[Direction],
    start: &[f64],
) -> Option<Vec<f64>> {
    let n = linear.len();
    let scale = linear
        .iter()
        .fold(0.0_f64, |max, value| max.max(value.abs()));
    let mut x = start.to_vec();
    let mut free: Vec<bool> = (0..n)
        .map(|i| directions[i] == Direction::Free || x[i] != 0.0)
        .collect();
    // Every round lowers the value, so stopping early is safe; in exact arithmetic the rounds end
    // by themselves, the limit is for entries that rounding sends to and fro.
    for _ in 0..10 * n + 10 {
        settle_free(hessian, linear, directions, &mut free, &mut x)?;
        let mut best = None;
        let mut steepest = 1e-12 * scale;
        for i in (0..n).filter(|&i| !free[i]) {
            let gradient = linear[i] + dot(&hessian[i * n..(i + 1) * n], &x);
            let descent = if directions[i] == Direction::Rising {
                -gradient
            } else {
                gradient
            };
            if descent > steepest {
                (best, steepest) = (Some(i), descent);
            }
        }
        let Some(i) = best else { break };
        free[i] = true;
    }
    Some(x)
}

/// Moves the free entries to where they are best together; those that would change their sign on
/// the way stop at 0 and are free no more.
fn settle_free(
    hessian: &[f64],
    linear: &[f64],
    directions: &[Direction],
    free: &mut [bool],
    x: &mut [f64],
) -> Option<()> {
    let n = linear.len();
    loop {
        let chosen: Vec<usize> = (0..n).filter(|&i| free[i]).collect();
        let mut matrix = Vec::with_capacity(chosen.len() * chosen.len());
        for &i in &chosen {
            matrix.extend(chosen.iter().map(|&j| hessian[i * n + j]));
        }
        let mut target: Vec<f64> = chosen.iter().map(|&i| -linear[i]).collect();
        solve(&mut matrix, &mut target)?;

        let blocked = chosen.iter().zip(&target);
        let blocked = blocked.filter(|&(&i, &goal)| !directions[i].allows(goal));
        let first = blocked
            .map(|(&i, &goal)| (x[i] / (x[i] - goal), i))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((share, first)) = first else {
            for (&i, &goal) in chosen.iter().zip(&target) {
                x[i] = goal;
            }
            return Some(());
        };
        for (&i, &goal) in chosen.iter().zip(&target) {
            x[i] += share * (goal - x[i]);
            // Rounding may carry others past 0 where several arrive together.
            if i == first || !directions[i].allows(x[i]) {
                x[i] = 0.0;
                free[i] = false;
            }
        }
    }
}

/// Solves `matrix * x = right` in place (Cholesky); `None` where the matrix is not positive
/// definite.
fn solve(matrix: &mut [f64], right: &mut [f64]) -> Option<()> {
    let n = right.len();
    for i in 0..n {
        let (done, row) = matrix.split_at_mut(i * n);
        for j in 0..i {
            let above = &done[j * n..=j * n + j];
            row[j] = (row[j] - dot(&row[..j], &above[..j])) / above[j];
        }
        let square = row[i] - dot(&row[..i], &row[..i]);
        if !(square > 0.0 && square.is_finite()) {
            return None;
        }
        row[i] = square.sqrt();
        right[i] = (right[i] - dot(&row[..i], &right[..i])) / row[i];
    }
    for i in (0..n).rev() {
        right[i] /= matrix[i * n + i];
        let solved = right[i];
        for (value, factor) in right[..i].iter_mut().zip((0..i).map(|j| matrix[i * n + j])) {
            *value -= factor * solved;
        }
    }
    Some(())
}

/// The sum of the products, from the first to the last.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FREE: Direction = Direction::Free;
    const RISING: Direction = Direction::Rising;
    const FALLING: Direction = Direction::Falling;

    #[test]
    fn without_constraints_it_solves_the_equations() {
        let found = minimize(&[4.0, 2.0, 2.0, 3.0], &[-10.0, -9.0], &[FREE; 2], &[0.0; 2]);
        let found = found.expect("positive definite");
        assert!(
            (found[0] - 1.5).abs() < 1e-12 && (found[1] - 2.0).abs() < 1e-12,
            "{found:?}"
        );
    }

    #[test]
    fn a_constraint_that_binds_moves_the_others() {
        // Without constraints (-1, 2); with the first at 0, the second settles for less.
        let hessian = [2.0, 1.0, 1.0, 2.0];
        let found = minimize(&hessian, &[0.0, -3.0], &[RISING, FREE], &[0.5, 0.0]);
        let found = found.expect("positive definite");
        assert!(
            found[0] == 0.0 && (found[1] - 1.5).abs() < 1e-12,
            "{found:?}"
        );
        let found = minimize(&hessian, &[0.0, -3.0], &[FREE, FALLING], &[0.0, 0.0]);
        assert_eq!(found, Some(vec![0.0, 0.0]));
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_is_refused() {
        assert_eq!(
            minimize(&[1.0, 2.0, 2.0, 1.0], &[1.0; 2], &[FREE; 2], &[0.0; 2]),
            None
        );
        assert_eq!(minimize(&[f64::NAN], &[1.0], &[FREE], &[0.0]), None);
    }

    proptest! {
        /// The Karush-Kuhn-Tucker conditions, which only the solution meets.
        #[test]
        fn meets_the_conditions_of_the_solution(
            factor in prop::collection::vec(-1.0..1.0_f64, 64),
            linear in prop::collection::vec(-1.0..1.0_f64, 8),
            kinds in prop::collection::vec(0..3_usize, 8),
        ) {
            let n = linear.len();
            let mut hessian = vec![0.0; n * n];
            for i in 0..n {
                for j in 0..n {
                    let ridge = if i == j { 0.01 } else { 0.0 };
                    let product = dot(&factor[i * n..(i + 1) * n], &factor[j * n..(j + 1) * n]);
                    hessian[i * n + j] = product + ridge;
                }
            }
            let directions: Vec<Direction> = kinds.iter().map(|&k| [FREE, RISING, FALLING][k]).collect();
            let x = minimize(&hessian, &linear, &directions, &[0.0; 8]).expect("positive definite");
            for i in 0..n {
                let gradient = linear[i] + dot(&hessian[i * n..(i + 1) * n], &x);
                prop_assert!(directions[i].allows(x[i]));
                if directions[i] == FREE || x[i] != 0.0 {
                    prop_assert!(gradient.abs() < 1e-9, "{i}: {gradient}");
                } else {
                    let uphill = if directions[i] == RISING { gradient } else { -gradient };
                    prop_assert!(uphill > -1e-9, "{i}: {gradient}");
                }
            }
        }
    }
}
