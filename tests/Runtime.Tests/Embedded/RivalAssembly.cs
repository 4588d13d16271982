using System.Reflection;
using System.Reflection.Emit;
using HybridCalendar.Runtime.Tests.Contract.Grains;

namespace HybridCalendar.Runtime.Tests.Embedded;

/// <summary>Assemblies made on the spot, each with one grain class that a host must refuse.</summary>
internal static class RivalAssembly
{
    /// <summary>A class whose state has this name.</summary>
    public static Assembly WithState(string stateName)
    {
        var type = Define(typeof(HostTests.INowhereGrain));
        var constructor = DefineConstructor(type, typeof(IPersistentState<NoteState>));
        constructor.DefineParameter(1, ParameterAttributes.None, "note").SetCustomAttribute(new CustomAttributeBuilder(
            typeof(PersistentStateAttribute).GetConstructor([typeof(string), typeof(string)])!, [stateName, null]));
        return type.CreateType().Assembly;
    }

    /// <summary>A class that implements this interface.</summary>
    public static Assembly WithInterface(Type grainInterface)
    {
        var type = Define(grainInterface);
        DefineConstructor(type);
        foreach (var method in grainInterface.GetMethods())
        {
            var implementation = type.DefineMethod(
                method.Name, MethodAttributes.Public | MethodAttributes.Virtual, method.ReturnType,
                [.. method.GetParameters().Select(parameter => parameter.ParameterType)]);
            var body = implementation.GetILGenerator();
            body.Emit(OpCodes.Ldnull);
            body.Emit(OpCodes.Throw);
        }

        return type.CreateType().Assembly;
    }

    private static TypeBuilder Define(Type grainInterface) =>
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Rival"), AssemblyBuilderAccess.Run).DefineDynamicModule("Rival")
            .DefineType("Rival.RivalGrain", TypeAttributes.Public, typeof(Grain), [grainInterface]);

    private static ConstructorBuilder DefineConstructor(TypeBuilder type, params Type[] parameters)
    {
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, parameters);
        var body = constructor.GetILGenerator();
        body.Emit(OpCodes.Ldarg_0);
        body.Emit(OpCodes.Call, typeof(Grain).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes)!);
        body.Emit(OpCodes.Ret);
        return constructor;
    }
}
