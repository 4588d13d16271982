using System.Globalization;

namespace Orleans
{
    /// <summary>How long a caller waits for this method, instead of the host's setting. Example: "00:00:05".</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
    {
        /// <summary>The time.</summary>
        public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
    }
}

namespace Orleans.Concurrency
{
    /// <summary>The caller does not wait, and does not learn of failures.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class OneWayAttribute : Attribute;

    /// <summary>Calls of this method run at any time, also between the awaits of other turns.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;

    /// <summary>Each silo has activations of its own, up to a number of them. This runtime is one silo, and one activation is all that it makes.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StatelessWorkerAttribute : Attribute
    {
        /// <param name="maxLocalWorkers">How many activations a silo may have: 1.</param>
        /// <exception cref="NotSupportedException">Another number.</exception>
        public StatelessWorkerAttribute(int maxLocalWorkers)
        {
            if (maxLocalWorkers != 1)
                throw new NotSupportedException("The embedded runtime makes one activation of a grain.");
            MaxLocalWorkers = maxLocalWorkers;
        }

        /// <summary>How many activations a silo may have.</summary>
        public int MaxLocalWorkers { get; }
    }

    /// <summary>The method does not change the grain: its calls may run between the awaits of other read-only calls.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;
}
