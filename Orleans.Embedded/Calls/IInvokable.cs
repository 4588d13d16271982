using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>The method and the arguments of a call.</summary>
public interface IInvokable
{
    /// <summary>How many arguments there are.</summary>
    int GetArgumentCount();

    /// <summary>The argument at this place, from 0.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces the argument at this place.</summary>
    void SetArgument(int index, object value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's full name.</summary>
    string GetInterfaceName();

    /// <summary>The interface's method.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();
}
