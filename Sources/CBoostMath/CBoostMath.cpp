#include "CBoostMath.h"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <limits>

namespace policies = boost::math::policies;

// Boost's name for what `user_error` calls where a computation does not converge. Its own `ignore_error` would
// hand out the last approximation as if it were the answer.
template <class T>
T policies::user_evaluation_error(const char *, const char *, const T &) {
    return std::numeric_limits<T>::quiet_NaN();
}

namespace {

using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>, policies::evaluation_error<policies::user_error>,
    policies::promote_double<false>>;

}  // namespace

double boost_gamma_p_inv(double a, double p) {
    return boost::math::gamma_p_inv(a, p, Quiet());
}

double boost_gamma_q_inv(double a, double q) {
    return boost::math::gamma_q_inv(a, q, Quiet());
}

double boost_gamma_p(double a, double x) {
    return boost::math::gamma_p(a, x, Quiet());
}

double boost_gamma_q(double a, double x) {
    return boost::math::gamma_q(a, x, Quiet());
}

double boost_gamma_p_derivative(double a, double x) {
    return boost::math::gamma_p_derivative(a, x, Quiet());
}

double boost_erfc_inv(double y) {
    return boost::math::erfc_inv(y, Quiet());
}

double boost_ibeta(double a, double b, double x) {
    return boost::math::ibeta(a, b, x, Quiet());
}

double boost_ibeta_inv(double a, double b, double p, double *complement) {
    return boost::math::ibeta_inv(a, b, p, complement, Quiet());
}

double boost_ibetac_inv(double a, double b, double q, double *complement) {
    return boost::math::ibetac_inv(a, b, q, complement, Quiet());
}

double boost_ibeta_derivative(double a, double b, double x) {
    return boost::math::ibeta_derivative(a, b, x, Quiet());
}
