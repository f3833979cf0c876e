#include "CBoostMath.h"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/random/poisson_distribution.hpp>
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

// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) as Boost.Random wants a source of random numbers.
class SplitMix64 {
public:
    typedef uint64_t result_type;
    explicit SplitMix64(uint64_t *state) : state(state) {}
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() {
        *state += 0x9E3779B97F4A7C15;
        uint64_t word = *state;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }

private:
    uint64_t *state;
};

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

int64_t boost_poisson(double mean, uint64_t *state) {
    if (!(mean > 0)) return 0;
    SplitMix64 source(state);
    return boost::random::poisson_distribution<int64_t, double>(mean)(source);
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
