#ifndef CBOOSTMATH_H
#define CBOOSTMATH_H

// What Statistics needs of Boost.Math (special functions) and Boost.Random, under Boost's own names, as plain C.
// No exception leaves them: an argument outside the domain, and a series or a search that does not converge, give NaN;
// overflow gives infinity.

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The x with P(a, x) = p, P being the regularised lower incomplete gamma function; a > 0, 0 <= p < 1.
double boost_gamma_p_inv(double a, double p);

/// The x with Q(a, x) = q, Q = 1 - P; a > 0, 0 < q <= 1.
double boost_gamma_q_inv(double a, double q);

/// P(a, x), the regularised lower incomplete gamma function; a > 0, x >= 0.
double boost_gamma_p(double a, double x);

/// Q(a, x) = 1 - P(a, x), without cancellation; a > 0, x >= 0.
double boost_gamma_q(double a, double x);

/// The derivative of P(a, x) with respect to x: the density of the gamma distribution; a > 0, x > 0.
double boost_gamma_p_derivative(double a, double x);

/// The x with erfc(x) = y; 0 < y < 2.
double boost_erfc_inv(double y);

/// A random Poisson number of Boost.Random; 0 <= mean <= 1e9. `state` is that of a SplitMix64 generator and moves on.
int64_t boost_poisson(double mean, uint64_t *state);

/// I_x(a, b), the regularised incomplete beta function; a, b > 0, 0 <= x <= 1.
double boost_ibeta(double a, double b, double x);

/// The x with I_x(a, b) = p; a, b > 0, 0 <= p <= 1. `complement` receives 1 - x without cancellation.
double boost_ibeta_inv(double a, double b, double p, double *complement);

/// The x with 1 - I_x(a, b) = q; a, b > 0, 0 <= q <= 1. `complement` receives 1 - x without cancellation.
double boost_ibetac_inv(double a, double b, double q, double *complement);

/// The derivative of I_x(a, b) with respect to x: the density of the beta distribution; a, b > 0, 0 <= x <= 1.
double boost_ibeta_derivative(double a, double b, double x);

#ifdef __cplusplus
}
#endif

#endif
